import { type Difference } from '../../src/versions/contract';
import { DataTable, type TableColumn } from '../kit/dataTable';
import { element } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { visibleText } from '../kit/visibleText';
import { countDifferent, differenceWords } from './words';

interface Compared {
  readonly difference: Difference;
}

interface Section<Row extends Compared> {
  readonly title: string;
  /** One of its rows: "metric", "file". */
  readonly noun: string;
  readonly names: readonly [from: string, to: string];
  readonly rows: readonly Row[];
  readonly key: (row: Row) => string;
  /** The last column, what is different, is added. */
  readonly columns: readonly TableColumn<Row>[];
  /** Whole sentences above the table: what could not be read, and why. */
  readonly notes: readonly string[];
  /** Said where there are no rows. */
  readonly empty: string;
  readonly onlyDifferent: boolean;
}

interface Counted {
  readonly rows: readonly Compared[];
  readonly noun: string;
}

/** A heading with how much differs, and the rows of both sides as a table that can be sorted. */
export function differenceSection<Row extends Compared>(section: Section<Row>): HTMLElement {
  return element(
    'section',
    { 'aria-label': section.title },
    element('h2', {}, section.title, element('span', { class: 'counted muted' }, countedWords(section))),
    ...section.notes.map(note => element('p', { class: 'notice' }, visibleText(note))),
    tableOf(section),
  );
}

function countedWords({ rows, noun }: Counted): string {
  if (rows.length === 0) return '';
  const different = countDifferent(rows);
  return different === 0
    ? countOf(rows.length, noun)
    : `${different} of ${countOf(rows.length, noun)} ${different === 1 ? 'differs' : 'differ'}`;
}

function tableOf<Row extends Compared>(section: Section<Row>): HTMLElement {
  const shown = section.onlyDifferent ? section.rows.filter(({ difference }) => difference !== 'same') : section.rows;
  if (section.rows.length === 0) return element('p', { class: 'empty' }, section.empty);
  if (shown.length === 0) return element('p', { class: 'empty' }, allSameWords(section));
  const table = new DataTable<Row>({
    label: section.title,
    class: 'compared',
    columns: [...section.columns, differenceColumn(section.names)],
    nameColumn: 0,
    key: section.key,
    sort: null,
  });
  table.setRows(shown);
  return table.node;
}

function allSameWords({ rows, noun }: Counted): string {
  return rows.length === 1 ? `The ${noun} is the same in both.` : `All ${countOf(rows.length, noun)} are the same in both.`;
}

function differenceColumn<Row extends Compared>(names: readonly [string, string]): TableColumn<Row> {
  return {
    title: 'Difference',
    class: 'difference',
    sortKey: ({ difference }) => ORDER.indexOf(difference),
    cell: ({ difference }) => element('span', { class: `difference-${difference}` }, differenceWords(difference, names)),
  };
}

const ORDER: readonly Difference[] = ['different', 'onlyTo', 'onlyFrom', 'unknown', 'same'];
