import { type CategoryColumn, type Column, type NumericColumn } from '../../domain/column';
import { type TimeWindows } from './timeWindows';

/** A column's rows by window, each a column of its own over one copy of the values. Leaves the column as it is. O(rows). */
export function splitColumn(column: Column, windows: TimeWindows): Column[] {
  const starts = startsOf(windows);
  return column.storage === 'numbers' ? splitNumbers(column, windows, starts) : splitCodes(column, windows, starts);
}

/** Where each window begins in an array that holds one after the other; one more entry than windows. */
function startsOf({ ofRow, ranges }: TimeWindows): Int32Array {
  const starts = new Int32Array(ranges.length + 1);
  for (const place of ofRow) if (place >= 0) starts[place + 1] = (starts[place + 1] as number) + 1;
  for (let place = 0; place < ranges.length; place++) starts[place + 1] = (starts[place + 1] as number) + (starts[place] as number);
  return starts;
}

function gather(from: Float64Array | Int32Array, to: Float64Array | Int32Array, ofRow: Int32Array, starts: Int32Array): void {
  const next = starts.slice();
  for (let row = 0; row < ofRow.length; row++) {
    const place = ofRow[row] as number;
    if (place < 0) continue;
    const position = next[place] as number;
    to[position] = from[row] as number;
    next[place] = position + 1;
  }
}

function splitNumbers(column: NumericColumn, { ofRow, ranges }: TimeWindows, starts: Int32Array): Column[] {
  const gathered = new Float64Array(starts[ranges.length] as number);
  gather(column.values, gathered, ofRow, starts);
  // A pandas integer column with a missing value holds floats, in every window.
  const kind = column.kind === 'integer' && column.missing > 0 ? 'double' : column.kind;
  return ranges.map((_, place) => {
    const values = gathered.subarray(starts[place], starts[place + 1]);
    return { ...column, kind, values, missing: values.reduce((missing, value) => missing + Number(Number.isNaN(value)), 0) };
  });
}

/** Codes are numbered anew in each window: a window of a few rows must not cost as much as the column has categories. */
function splitCodes(column: CategoryColumn, { ofRow, ranges }: TimeWindows, starts: Int32Array): Column[] {
  const gathered = new Int32Array(starts[ranges.length] as number);
  gather(column.codes, gathered, ofRow, starts);
  const own = new Int32Array(column.categories.length);
  const seenIn = new Int32Array(column.categories.length).fill(-1);
  return ranges.map((_, place) => {
    const codes = gathered.subarray(starts[place], starts[place + 1]);
    const categories: string[] = [];
    let missing = 0;
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row] as number;
      if (code < 0) {
        missing++;
        continue;
      }
      if (seenIn[code] !== place) {
        seenIn[code] = place;
        own[code] = categories.push(column.categories[code] ?? '') - 1;
      }
      codes[row] = own[code] as number;
    }
    return { ...column, codes, categories, missing };
  });
}
