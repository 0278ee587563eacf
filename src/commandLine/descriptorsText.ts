import { verdictWords } from '../domain/driftVerdict';
import { type TextDescriptor, textDescriptorNames } from '../domain/textDescriptor';
import { type DriftReport } from '../drift/contract';
import { shortNumber, table } from './plainText';
import { firstWindows } from './firstWindows';

/** How the texts of each text column changed, below the columns; nothing where it was not asked for. */
export function descriptorsText({ columns }: Pick<DriftReport, 'columns'>): readonly string[] {
  const rows = columns.flatMap(({ name, descriptors = [] }) => descriptors.map(descriptor => [name, ...cells(descriptor)]));
  if (rows.length === 0) return [];
  return ['', table(['TEXTS OF', 'BY', 'MEAN', 'METHOD', 'SCORE', 'THRESHOLD', 'VERDICT', 'NOTE'], rows)];
}

function cells(descriptor: TextDescriptor): string[] {
  const { name, reference, current, method, score, threshold } = descriptor;
  return [
    textDescriptorNames[name],
    `${shortNumber(reference.mean)} → ${shortNumber(current.mean)}`,
    method ?? '–',
    shortNumber(score),
    shortNumber(threshold),
    verdictWords(descriptor),
    note(descriptor),
  ];
}

/** From when on a window drifted, and the reason. */
function note({ windows, reason }: TextDescriptor): string {
  return [firstWindows(windows ?? []), reason].filter(part => part !== null).join(' ');
}
