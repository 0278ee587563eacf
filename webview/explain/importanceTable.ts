import { DataTable } from '../kit/dataTable';
import { nameText, numberText } from '../kit/valueText';

interface Entry {
  readonly place: number;
  readonly feature: string;
  readonly meanAbs: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Every feature with its mean absolute SHAP value and, where the rows are kept, its least and greatest value. */
export function importanceTable(
  features: readonly string[],
  meanAbs: readonly number[],
  values: readonly (readonly number[])[] | null,
): HTMLElement {
  const entries = features.map((feature, index): Entry => ({
    place: index,
    feature,
    meanAbs: meanAbs[index] ?? 0,
    ...rangeOf(values, index),
  }));
  const table = new DataTable<Entry>({
    label: 'Importance of every feature',
    class: 'sticky-head scrolling',
    nameColumn: 0,
    key: entry => String(entry.place),
    sort: { column: 1, descending: true },
    columns: [
      { title: 'Feature', cell: entry => nameText(entry.feature), sortKey: entry => entry.feature },
      {
        title: 'mean(|SHAP|)',
        class: 'end',
        cell: entry => numberText(entry.meanAbs),
        sortKey: entry => entry.meanAbs,
        greatestFirst: true,
      },
      { title: 'Least', class: 'end', cell: entry => numberText(entry.low), sortKey: entry => entry.low },
      { title: 'Greatest', class: 'end', cell: entry => numberText(entry.high), sortKey: entry => entry.high, greatestFirst: true },
    ],
  });
  table.setRows(entries);
  return table.node;
}

function rangeOf(values: readonly (readonly number[])[] | null, feature: number): { low: number | null; high: number | null } {
  if (!values) return { low: null, high: null };
  let [low, high] = [Infinity, -Infinity];
  for (const row of values) {
    low = Math.min(low, row[feature] ?? 0);
    high = Math.max(high, row[feature] ?? 0);
  }
  return { low, high };
}
