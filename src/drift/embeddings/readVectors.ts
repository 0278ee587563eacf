import { type Job } from '../../base/protocol';
import { success, type Result } from '../../base/result';
import { type Table } from '../../data/contract';
import { type CategoryColumn, type Column, type NumericColumn } from '../../domain/column';
import { shownText } from '../../domain/shownText';
import { listedNumbers } from './listedNumbers';
import { type Vectors } from './vectors';

/** Both sides' vectors without the rows that lack a number. */
export interface ReadVectors {
  readonly both: Vectors;
  /** Rows of the file, so many numbers each, and how many of them were left out. */
  readonly rows: { readonly reference: number; readonly current: number };
  readonly leftOut: { readonly reference: number; readonly current: number };
}

/** Why there are no vectors, and how long they would be, 0 if that is not known. */
export interface NoVectors {
  readonly reason: string;
  readonly dimensions: number;
}

export interface VectorSource {
  readonly reference: Table;
  readonly current: Table;
  /** In the order of the numbers; both tables have them all. */
  readonly columns: readonly string[];
  /** Bytes that the vectors may take. */
  readonly memoryLimit: number;
  readonly job: Job;
}

/**
 * The vectors in some columns of numbers, or in one column of lists as text, of both tables. Holds them once, and one column
 * besides. O(rows × dimensions).
 */
export async function readVectors(source: VectorSource): Promise<Result<ReadVectors | NoVectors>> {
  const [first = ''] = source.columns;
  const read = await readBoth(source, first);
  if (!read.ok) return read;
  const [before, after] = read.value;
  if (source.columns.length === 1 && before.storage === 'codes' && after.storage === 'codes')
    return success(vectorsOfLists(before, after, source.memoryLimit));
  return await vectorsOfColumns(source, read.value);
}

type Both = readonly [reference: Column, current: Column];

async function readBoth({ reference, current, job }: VectorSource, name: string): Promise<Result<Both>> {
  const [before, after] = await Promise.all([reference.readColumn(name, job), current.readColumn(name, job)]);
  if (!before.ok) return before;
  return after.ok ? success([before.value, after.value]) : after;
}

async function vectorsOfColumns(source: VectorSource, first: Both): Promise<Result<ReadVectors | NoVectors>> {
  const { columns, reference, current, job } = source;
  const filling = new Filling([reference.rowCount, current.rowCount], columns.length);
  const tooLarge = filling.problem(source.memoryLimit);
  if (tooLarge !== null) return success(tooLarge);
  for (const [place, name] of columns.entries()) {
    const read = place === 0 ? success(first) : await readBoth(source, name);
    if (!read.ok) return read;
    const [before, after] = read.value;
    if (!holdsNumbers(before) || !holdsNumbers(after))
      return success({ reason: `The column "${shownText(name)}" holds something else than numbers.`, dimensions: columns.length });
    filling.column(place, before.values, 0);
    filling.column(place, after.values, reference.rowCount);
    job.progress({ done: place + 1, total: columns.length, what: `column ${place + 1} of ${columns.length}` });
  }
  return success(filling.done());
}

function holdsNumbers(column: Column): column is NumericColumn {
  return column.storage === 'numbers' && column.kind !== 'datetime';
}

function vectorsOfLists(before: CategoryColumn, after: CategoryColumn, memoryLimit: number): ReadVectors | NoVectors {
  const lists = [listedNumbers(before), listedNumbers(after)] as const;
  const wrong = lists.find(list => typeof list === 'string');
  if (wrong !== undefined) return { reason: wrong, dimensions: 0 };
  const [own, other] = lists as readonly [Exclude<(typeof lists)[0], string>, Exclude<(typeof lists)[1], string>];
  if (own.dimensions !== other.dimensions)
    return {
      reason: `The vectors of the reference have ${own.dimensions} numbers, those of the current data ${other.dimensions}.`,
      dimensions: own.dimensions,
    };
  const filling = new Filling([before.codes.length, after.codes.length], own.dimensions);
  const tooLarge = filling.problem(memoryLimit);
  if (tooLarge !== null) return tooLarge;
  before.codes.forEach((code, row) => filling.row(row, own.read(code)));
  after.codes.forEach((code, row) => filling.row(before.codes.length + row, other.read(code)));
  return filling.done();
}

/** Gathers vectors row by row or column by column, and leaves out the rows that lack a number. */
class Filling {
  private values = new Float64Array(0);

  constructor(
    private readonly rows: readonly [reference: number, current: number],
    private readonly dimensions: number,
  ) {}

  /** Why there is no room; null if there is, which it then takes. */
  problem(memoryLimit: number): NoVectors | null {
    const [reference, current] = this.rows;
    const bytes = 8 * (reference + current) * this.dimensions;
    if (bytes <= memoryLimit) {
      this.values = new Float64Array((reference + current) * this.dimensions);
      return null;
    }
    const megabytes = (count: number): string => `${Math.ceil(count / 1e6).toLocaleString('en')} MB`;
    const reason = `Its vectors take ${megabytes(bytes)} in memory, which may take ${megabytes(memoryLimit)}.`;
    return { reason, dimensions: this.dimensions };
  }

  column(place: number, numbers: Float64Array, firstRow: number): void {
    for (let row = 0; row < numbers.length; row++) this.values[(firstRow + row) * this.dimensions + place] = numbers[row] as number;
  }

  row(row: number, vector: Float64Array | null): void {
    const start = row * this.dimensions;
    if (vector === null) this.values.fill(NaN, start, start + this.dimensions);
    else this.values.set(vector, start);
  }

  /** The whole rows, moved together. */
  done(): ReadVectors {
    const { values, dimensions } = this;
    const [all, others] = this.rows;
    let kept = 0;
    let keptOfReference = 0;
    for (let row = 0; row < all + others; row++) {
      const vector = values.subarray(row * dimensions, (row + 1) * dimensions);
      if (!vector.every(Number.isFinite)) continue;
      if (kept < row) values.copyWithin(kept * dimensions, row * dimensions, (row + 1) * dimensions);
      kept++;
      if (row < all) keptOfReference = kept;
    }
    const rows = { reference: keptOfReference, current: kept - keptOfReference };
    return {
      both: { values: values.subarray(0, kept * dimensions), rows: kept, dimensions },
      rows,
      leftOut: { reference: all - rows.reference, current: others - rows.current },
    };
  }
}
