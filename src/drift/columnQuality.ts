import { firstAtLeast } from '../numeric/firstAtLeast';
import { type ColumnQuality } from '../domain/columnQuality';
import { type NumberSample, type Sample } from './sample';

const ALMOST = 0.95;
/** What is kept of the commonest value: text may be as long as a book. */
const SHOWN_LENGTH = 100;

/** One side of a column as it is, before any test. @param infinities infinite values that the sample holds as finite ones. O(values). */
export function columnQuality(sample: Sample, infinities: number): ColumnQuality {
  const found = sample.storage === 'codes' ? commonestText(sample.counts) : commonestNumber(sample);
  const zeros = sample.storage === 'numbers' && !sample.boolean ? countZeros(sample.sorted) : 0;
  return qualityOf(sample, infinities, { commonest: found, zeros });
}

/** The same where the commonest value and the zeros were counted before. */
export function qualityOf(
  sample: Sample,
  infinities: number,
  { commonest: found, zeros }: { readonly commonest: Commonest<number | string> | null; readonly zeros: number },
): ColumnQuality {
  const { rows, missing, infinite, unique } = sample;
  const almostConstant = found !== null && found.count >= ALMOST * rows && found.count < rows;
  const commonest = found === null ? null : { value: shown(found.value, sample), count: found.count };
  return { rows, missing, infinite: infinite + infinities, zeros, unique, commonest, almostConstant };
}

interface Commonest<Value> {
  readonly value: Value;
  readonly count: number;
}

function commonestText(counts: ReadonlyMap<string, number>): Commonest<string> | null {
  let most: Commonest<string> | null = null;
  for (const [value, count] of counts) if (most === null || count > most.count) most = { value, count };
  return most;
}

function commonestNumber({ sorted, unique }: NumberSample): Commonest<number> | null {
  if (sorted.length > 0 && unique === sorted.length) return { value: sorted[0] as number, count: 1 };
  let most: Commonest<number> | null = null;
  for (let from = 0; from < sorted.length;) {
    const value = sorted[from] as number;
    let to = from + 1;
    while (to < sorted.length && sorted[to] === value) to++;
    if (most === null || to - from > most.count) most = { value, count: to - from };
    from = to;
  }
  return most;
}

function countZeros(sorted: Float64Array): number {
  const from = firstAtLeast(sorted, 0);
  let to = from;
  while (to < sorted.length && sorted[to] === 0) to++;
  return to - from;
}

function shown(value: string | number, sample: Sample): string {
  if (typeof value === 'string') return value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH - 1)}…` : value;
  if (sample.storage === 'numbers' && sample.boolean) return value === 1 ? 'True' : 'False';
  return String(value);
}
