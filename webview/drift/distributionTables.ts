import { type Distribution } from '../../src/domain/distribution';
import { DataTable } from '../kit/dataTable';
import { element } from '../kit/element';
import { formatCount, formatShare, formatShareChange, formatSigned } from '../kit/format';
import { numberText } from '../kit/valueText';
import { type CategoryChange, categoryChanges } from './categoryChanges';
import { toShares } from './shares';

type Numeric = Extract<Distribution, { kind: 'numeric' }>;
type Categorical = Extract<Distribution, { kind: 'categorical' }>;

const quantileNames = ['least', '5 %', '25 %', 'median', '75 %', '95 %', 'greatest'];

/** Quantiles, mean and standard deviation of both sides and how they moved. */
export function quantilesTable(distribution: Numeric): HTMLElement {
  const { reference, current } = distribution.summary;
  const measure = (name: string, from: number | undefined, to: number | undefined) => ({ name, from: from ?? null, to: to ?? null });
  const rows = [
    measure('mean', reference?.mean, current?.mean),
    measure('standard deviation', reference?.standardDeviation, current?.standardDeviation),
    ...quantileNames.map((name, index) => measure(name, reference?.quantiles[index], current?.quantiles[index])),
  ];
  const table = new DataTable<(typeof rows)[number]>({
    label: 'Quantiles of both sides',
    nameColumn: 0,
    key: row => row.name,
    sort: null,
    columns: [
      { title: '', cell: row => row.name },
      { title: 'Reference', class: 'end', cell: row => numberText(row.from) },
      { title: 'Current', class: 'end', cell: row => numberText(row.to) },
      {
        title: 'Change',
        class: 'end',
        cell: row => numberText(row.from === null || row.to === null ? null : row.to - row.from, formatSigned),
      },
    ],
  });
  table.setRows(rows);
  return element('div', {}, element('h3', {}, 'Quantiles'), table.node);
}

/** The numbers behind the histogram, folded. */
export function binsTable(distribution: Numeric): HTMLElement {
  const [reference, current] = [toShares(distribution.reference), toShares(distribution.current)];
  const rows = distribution.reference.map((count, index) => ({ index, count }));
  const side = (counts: readonly number[], shares: readonly number[], index: number): string =>
    `${formatCount(counts[index] ?? 0)} (${formatShare(shares[index] ?? 0)})`;
  const table = new DataTable<(typeof rows)[number]>({
    label: 'Bins of the histogram',
    nameColumn: 0,
    key: row => String(row.index),
    sort: null,
    columns: [
      { title: 'From', class: 'end', cell: row => numberText(distribution.edges[row.index]) },
      { title: 'To', class: 'end', cell: row => numberText(distribution.edges[row.index + 1]) },
      { title: 'Reference', class: 'end', cell: row => side(distribution.reference, reference, row.index) },
      { title: 'Current', class: 'end', cell: row => side(distribution.current, current, row.index) },
    ],
  });
  table.setRows(rows);
  return element('details', {}, element('summary', {}, 'The histogram as a table'), table.node);
}

/** Categories with their change; those that are new or gone say so. */
export function categoriesTable(distribution: Categorical): HTMLElement {
  const table = new DataTable<CategoryChange>({
    label: 'Categories of both sides',
    nameColumn: 0,
    key: row => String(row.place),
    sort: null,
    columns: [
      {
        title: 'Category',
        cell: row =>
          element(
            'span',
            {},
            element('bdi', { class: 'name', title: row.label }, row.label),
            row.note && element('strong', { class: 'note' }, ` ${row.note}`),
          ),
        sortKey: row => row.label,
      },
      {
        title: 'Reference',
        class: 'end',
        cell: row => formatCount(row.referenceCount),
        sortKey: row => row.referenceCount,
        greatestFirst: true,
      },
      { title: 'share', class: 'end', cell: row => formatShare(row.reference) },
      { title: 'Current', class: 'end', cell: row => formatCount(row.currentCount), sortKey: row => row.currentCount, greatestFirst: true },
      { title: 'share', class: 'end', cell: row => formatShare(row.current) },
      {
        title: 'Change (points)',
        class: 'end',
        cell: row => numberText(row.current - row.reference, formatShareChange),
        sortKey: row => Math.abs(row.current - row.reference),
        greatestFirst: true,
      },
    ],
  });
  table.setRows(categoryChanges(distribution));
  return element('div', {}, element('h3', {}, 'Categories'), changedCategories(distribution), table.node);
}

function changedCategories(distribution: Categorical): HTMLElement | null {
  const { added, vanished } = distribution;
  const parts = [
    added.length > 0 && `${formatCount(added.length)} only in the current data`,
    vanished.length > 0 && `${formatCount(vanished.length)} only in the reference`,
  ];
  const words = parts.filter(part => part !== false);
  return words.length === 0 ? null : element('p', { class: 'muted' }, `${words.join(', ')}.`);
}
