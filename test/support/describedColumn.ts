import { type Column } from '../../src/domain/column';
import { EVIDENTLY_RULES } from '../../src/drift/columnRules';
import { compareWithDescriptors } from '../../src/drift/text/compareWithDescriptors';
import { type DriftColumn, type DriftProfile } from '../../src/drift/contract';
import { randomNumbers } from './randomNumbers';

const WORDS = ['late', 'storm', 'crew', 'fuel', 'gate', 'fog', 'snow', 'strike'];

/** A column of notes that have the same words before and now, but more of them; compared for real. */
export function describedColumn(profile: DriftProfile = 'evidently', name = 'note'): DriftColumn {
  return compareWithDescriptors({
    name,
    role: 'feature',
    type: 'text',
    reference: notes(400, 5),
    current: notes(300, 8),
    fileType: 'VARCHAR',
    rules: { ...EVIDENTLY_RULES, profile },
    descriptors: true,
  });
}

function notes(count: number, least: number): Column {
  const random = randomNumbers(least);
  const word = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? '';
  const note = (k: number): string => `${Array.from({ length: least + Math.floor(random() * least) }, word).join(' ')} ${k}.`;
  const categories = Array.from({ length: count }, (_, k) => note(k));
  return { name: 'note', storage: 'codes', codes: Int32Array.from(categories.keys()), categories, missing: 0 };
}
