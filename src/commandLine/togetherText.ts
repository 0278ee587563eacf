import { type TogetherDrift } from '../domain/togetherDrift';
import { measureName, togetherVerdict } from '../domain/togetherWords';
import { counted, shortNumber, table, visible } from './plainText';

/** The verdict on all columns together as lines of text: what it rests on, which columns, what depends otherwise. */
export function togetherText(together: TogetherDrift): readonly string[] {
  const { rows, columns, correlations, leftOut } = together;
  return [
    '',
    togetherVerdict(together),
    ...togetherFigures(together),
    `looked at: ${counted(columns.length, 'column')}, ${counted(rows.reference, 'reference row')}, ${counted(rows.current, 'current row')}`,
    ...leftOut.map(({ reason, columns: names }) => `left out: ${names.map(visible).join(', ')}. ${reason}`),
    ...(correlations.length === 0 ? [] : ['', table(['CORRELATION', 'OF', 'AND', 'FROM', 'TO', 'P-VALUE'], correlationRows(together))]),
  ];
}

/** The figures of the classifier and of the reconstruction, a line each. */
function togetherFigures({ classifier, reconstruction }: TogetherDrift): readonly string[] {
  const lines: string[] = [];
  if (classifier !== null) {
    const { auc, limit, noise, features } = classifier;
    lines.push(`classifier: AUC ${shortNumber(auc)} (limit ${shortNumber(limit)}, by chance up to ${shortNumber(noise)})`);
    if (features.length > 0)
      lines.push(`told apart by: ${features.map(({ name, share }) => `${visible(name)} ${shortNumber(100 * share)} %`).join(', ')}`);
  }
  if (reconstruction !== null) {
    const { error, low, high } = reconstruction;
    lines.push(`reconstruction error: ${shortNumber(error)} (usual: ${shortNumber(low)} to ${shortNumber(high)})`);
  }
  return lines;
}

/** A row for every pair of columns whose dependence changed. */
function correlationRows({ correlations }: Pick<TogetherDrift, 'correlations'>): string[][] {
  return correlations.map(({ columns: [first, second], measure, from, to, pValue }) => [
    measureName(measure),
    first,
    second,
    shortNumber(from),
    shortNumber(to),
    shortNumber(pValue),
  ]);
}
