import { type Column } from '../../domain/column';
import { sampledRows } from '../../numeric/sampledRows';
import { type ColumnTask } from '../compareColumn';
import { type DriftColumn } from '../contract';
import { type PlannedColumn } from '../plannedColumns';
import { joinCategories } from './joinCategories';
import { type TogetherColumn, type TogetherTask } from './togetherTask';

/** Values of each side that are looked at: a second or two for the classifier, however many columns they are parted into. */
const MOST_VALUES = 50_000;
const MOST_ROWS = 5_000;
const FEWEST_ROWS = 1_000;
const MOST_COLUMNS = 100;
const SEED = 42;
const TOO_MANY = `Only the ${MOST_COLUMNS} features with the largest severity are looked at.`;

/** The same rows of both sides of a column that is still being compared. */
interface Taken {
  readonly reference: Column;
  readonly current: Column;
}

/**
 * Gathers what is looked at together while the columns are read one by one: the same random rows of each, copied before a
 * comparison takes the column over. At most 5,000 rows a side, and fewer of more than 10 columns: 1,000 of 50 or more.
 */
export class GatheredColumns {
  private readonly rows: { readonly reference: Uint32Array; readonly current: Uint32Array };
  private readonly taken = new Map<string, Taken>();
  private readonly kept: { readonly column: TogetherColumn; readonly severity: number; readonly place: number }[] = [];
  private readonly leftOut: { readonly name: string; readonly reason: string; readonly place: number }[] = [];

  /** @param features how many there are at most */
  constructor(rowCount: { readonly reference: number; readonly current: number }, features: number) {
    const rows = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, Math.floor(MOST_VALUES / Math.max(1, features))));
    this.rows = { reference: sampledRows(rowCount.reference, rows, SEED), current: sampledRows(rowCount.current, rows, SEED + 1) };
  }

  /** Copies the rows of a feature that is in both tables, before it is compared. */
  take({ name, role, reference, current }: ColumnTask): void {
    if (role !== 'feature' || reference === null || current === null) return;
    this.taken.set(name, { reference: pickRows(reference, this.rows.reference), current: pickRows(current, this.rows.current) });
  }

  /** Keeps or drops a column, now that its type and its severity are known. @param place in the report: columns are done in any order. */
  settle(compared: DriftColumn, planned: PlannedColumn, place: number): void {
    const { name } = compared;
    const taken = this.taken.get(name);
    this.taken.delete(name);
    const reason = reasonToLeaveOut(compared, planned, taken);
    const column = reason === null && taken !== undefined ? togetherColumn(compared, taken) : null;
    if (column === null) {
      this.leftOut.push({ name, reason: reason ?? 'They hold numbers on one side and text on the other.', place });
      return;
    }
    this.kept.push({ column, severity: severityOf(compared), place });
    this.kept.sort((a, b) => (a.severity === b.severity ? a.place - b.place : b.severity - a.severity));
    const least = this.kept.length > MOST_COLUMNS ? this.kept.pop() : undefined;
    if (least !== undefined) this.leftOut.push({ name: least.column.name, reason: TOO_MANY, place: least.place });
  }

  /** What was gathered, the column with the largest severity first. */
  task(): TogetherTask {
    return {
      rows: { reference: this.rows.reference.length, current: this.rows.current.length },
      columns: this.kept.map(({ column }) => column),
      leftOut: this.reasons(),
    };
  }

  private reasons(): TogetherTask['leftOut'] {
    const byReason = new Map<string, string[]>();
    for (const { name, reason } of this.leftOut.toSorted((a, b) => a.place - b.place)) {
      const names = byReason.get(reason) ?? [];
      names.push(name);
      byReason.set(reason, names);
    }
    return [...byReason].map(([reason, columns]) => ({ reason, columns }));
  }
}

function pickRows(column: Column, rows: Uint32Array): Column {
  if (column.storage === 'numbers') return { ...column, values: Float64Array.from(rows, row => column.values[row] as number) };
  return { ...column, codes: Int32Array.from(rows, row => column.codes[row] as number) };
}

function reasonToLeaveOut(
  { role, type, reference, current }: DriftColumn,
  { inReference, inCurrent }: PlannedColumn,
  taken: Taken | undefined,
): string | null {
  if (role !== 'feature') return 'They are not features.';
  if (!inReference || !inCurrent) return 'They are on one side only.';
  if (taken === undefined) return 'They are beyond the memory limit, and rows would need their values in memory.';
  if (reference.unique === null || current.unique === null) return 'Different ones of their whole numbers beyond 2^53 may be equal here.';
  if (type === 'numeric' || type === 'categorical') return null;
  return type === 'unknown' ? 'Their type is not known.' : `Columns of the type ${type} are not looked at together.`;
}

/** Null where one side holds numbers and the other text. */
function togetherColumn({ name, type }: DriftColumn, { reference, current }: Taken): TogetherColumn | null {
  if (reference.storage !== current.storage) return null;
  if (type !== 'numeric') return { name, kind: 'categories', ...joinCategories(reference, current) };
  if (reference.storage !== 'numbers' || current.storage !== 'numbers') return null;
  return { name, kind: 'numbers', reference: reference.values, current: current.values };
}

/** Under `strict` the severity comes after all columns: until then a smaller p-value is worse. */
function severityOf({ severity, score }: DriftColumn): number {
  if (severity === 'Infinity') return Infinity;
  return severity ?? (score === null ? -Infinity : -score);
}
