import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TextDescriptorName, textDescriptorNames } from '../../src/domain/textDescriptor';
import { EVIDENTLY_RULES } from '../../src/drift/columnRules';
import { methodOfName } from '../../src/drift/evidently/methodOfName';
import { compareWithDescriptors } from '../../src/drift/text/compareWithDescriptors';
import { describeTexts } from '../../src/drift/text/describeTexts';
import { peersPython } from '../support/peersPython';
import { texts } from '../unit/drift/columns';
import { closeScores } from '../unit/drift/evidently';

interface Side {
  readonly texts: readonly string[];
  readonly descriptors: Readonly<Record<TextDescriptorName, readonly number[]>>;
}

interface Compared {
  readonly name: string;
  readonly reference: Side;
  readonly current: Side;
  readonly drift: Readonly<Record<TextDescriptorName, Verdict>>;
}

interface Verdict {
  readonly score: number;
  readonly method: string;
  readonly threshold: number;
  readonly drifted: boolean;
}

const NAMES = Object.keys(textDescriptorNames) as TextDescriptorName[];
const script = fileURLToPath(new URL('textDescriptors_peer.py', import.meta.url));

describe('text descriptors against Evidently', () => {
  let sets: readonly Compared[] = [];
  beforeAll(() => {
    const run = spawnSync(peersPython(), [script], { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (run.status !== 0) throw new Error(run.stderr);
    sets = JSON.parse(run.stdout) as Compared[];
  });

  it('every text has the same length, words, sentences and share of non-letters', () => {
    const found: string[] = [];
    let compared = 0;
    for (const { name, reference, current } of sets)
      for (const side of [reference, current]) {
        const ours = describeTexts(side.texts);
        for (const descriptor of NAMES)
          side.descriptors[descriptor].forEach((theirs, row) => {
            compared++;
            const value = ours[descriptor][row];
            if (value !== theirs)
              found.push(`${name}: ${descriptor} of ${JSON.stringify(side.texts[row])} is ${String(value)}, Evidently's ${theirs}`);
          });
      }
    expect(found.slice(0, 20)).toEqual([]);
    expect(compared).toBeGreaterThan(80_000);
  });

  it('each descriptor drifts by the same test, score and threshold', () => {
    const methods = new Set<string | null>();
    const verdicts = new Set<boolean | null>();
    for (const { name, reference, current, drift } of sets) {
      const sides = { reference: texts(reference.texts), current: texts(current.texts) };
      const { descriptors = [] } = compareWithDescriptors({
        ...{ name: 'x', role: 'feature', type: 'text', fileType: 'VARCHAR', rules: EVIDENTLY_RULES, descriptors: true },
        ...sides,
      });
      expect(descriptors.map(descriptor => descriptor.name)).toEqual(NAMES);
      for (const ours of descriptors) {
        const theirs = drift[ours.name];
        const where = `${name}: ${ours.name}`;
        if (ours.method === null || ours.score === null) throw new Error(`${where} has no score.`);
        expect([ours.method, ours.threshold, ours.drifted], where).toEqual([methodOfName(theirs.method), theirs.threshold, theirs.drifted]);
        expect(closeScores(ours.method, ours.score, theirs.score), `${where}: ${ours.score}, Evidently's ${theirs.score}`).toBe(true);
        methods.add(ours.method);
        verdicts.add(ours.drifted);
      }
    }
    expect([...methods]).toEqual(expect.arrayContaining(['wasserstein', 'ks', 'jensenshannon']));
    expect(verdicts.size).toBe(2);
  });
});
