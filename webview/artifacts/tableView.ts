import { type ArtifactColumn, type ArtifactTable } from '../../src/artifacts/contract';
import { button, textField } from '../kit/controls';
import { DataTable, type TableColumn } from '../kit/dataTable';
import { type Child, element, refill } from '../kit/element';
import { formatCount } from '../kit/format';
import { dataValueText, numberText } from '../kit/valueText';
import { visibleText } from '../kit/visibleText';

/** So many columns are drawn at a time: a thousand would be a million cells. */
const DRAWN = 40;

export interface TableLook {
  /** Part of the columns' names. */
  readonly columns: string;
  /** The first of the matching columns that is drawn. */
  readonly from: number;
}

/** A table's first rows: columns found by name and turned over in portions, rows sorted by their headings. */
export class TableView {
  private look: TableLook;
  private readonly counted = element('span', { class: 'counted', role: 'status' });
  private readonly turn = element('span', { class: 'turn' });
  private readonly frame = element('div', { class: 'wide-table', tabindex: 0, role: 'region', 'aria-label': 'Rows' });
  readonly node: HTMLElement;

  constructor(
    private readonly table: ArtifactTable,
    look: TableLook,
    private readonly onLook: (look: TableLook) => void,
  ) {
    this.look = { columns: look.columns, from: look.from };
    const filter = textField({
      label: 'Filter columns',
      placeholder: 'column name',
      value: look.columns,
      onInput: columns => this.change({ columns, from: 0 }),
    });
    this.node = element('section', {}, element('div', { class: 'toolbar' }, filter, this.turn, this.counted), this.frame);
    this.draw();
  }

  private change(look: Partial<TableLook>): void {
    this.look = { ...this.look, ...look };
    this.onLook(this.look);
    this.draw();
  }

  private draw(): void {
    const wanted = this.look.columns.trim().toLowerCase();
    const matching = this.table.columns.filter(({ name }) => name.toLowerCase().includes(wanted));
    const from = this.look.from < matching.length ? this.look.from : 0;
    const drawn = matching.slice(from, from + DRAWN);
    refill(this.turn, ...this.turnButtons(from, matching.length));
    refill(this.counted, countedWords(from, drawn.length, { matching: matching.length, all: this.table.columns.length }));
    refill(this.frame, drawn.length === 0 ? element('p', { class: 'empty' }, 'No column has such a name.') : this.rows(drawn));
  }

  private turnButtons(from: number, matching: number): readonly Child[] {
    if (matching <= DRAWN) return [];
    return [
      from > 0 && button('Columns Before', () => this.change({ from: Math.max(0, from - DRAWN) })),
      from + DRAWN < matching && button('More Columns', () => this.change({ from: from + DRAWN })),
    ];
  }

  private rows(columns: readonly ArtifactColumn[]): HTMLElement {
    const rowNumber: TableColumn<number> = { title: '#', cell: row => formatCount(row + 1), sortKey: row => row, class: 'end row-number' };
    const table = new DataTable<number>({
      label: 'First rows',
      class: 'sticky-head',
      columns: [rowNumber, ...columns.map(tableColumn)],
      nameColumn: 0,
      key: String,
      sort: null,
    });
    table.setRows(Array.from({ length: this.table.shownRows }, (_, row) => row));
    return table.node;
  }
}

function tableColumn(column: ArtifactColumn): TableColumn<number> {
  return {
    title: `${visibleText(column.name)} · ${column.type}`,
    cell: row => cellText(column, row),
    sortKey: row => sortKey(column, row),
    ...(column.kind === 'number' ? { class: 'end' } : {}),
  };
}

function cellText({ kind, values }: ArtifactColumn, row: number): Child {
  const value = values[row] ?? null;
  if (value === null || kind === 'text') return dataValueText(value);
  if (kind === 'number') return numberText(Number(value));
  return kind === 'boolean' ? String(Number(value) === 1) : timeWords(Number(value));
}

function sortKey({ kind, values }: ArtifactColumn, row: number): number | string | null {
  const value = values[row] ?? null;
  return value === null || kind === 'text' ? value : Number(value);
}

/** As it is in the file, which knows no time zone of the reader. */
function timeWords(at: number): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return 'out of range';
  return date
    .toISOString()
    .replace('T', ' ')
    .replace(/([.]000)?Z$/, '')
    .replace(/ 00:00:00$/, '');
}

function countedWords(from: number, drawn: number, counts: { readonly matching: number; readonly all: number }): string {
  const named = counts.matching < counts.all ? ` of ${formatCount(counts.all)}` : '';
  if (drawn === counts.matching) return `${formatCount(counts.matching)}${named} columns`;
  return `columns ${formatCount(from + 1)}–${formatCount(from + drawn)} of ${formatCount(counts.matching)}`;
}
