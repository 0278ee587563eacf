import { type DriftMethod } from '../domain/driftMethod';
import { sum } from '../numeric/sum';
import { type TestInput } from './contract';
import { type DriftTest } from './driftTest';
import { type SamplePair } from './samplePair';

/** How often each value or bin occurs on both sides. */
export interface CountTable {
  readonly reference: ArrayLike<number>;
  readonly current: ArrayLike<number>;
  /** How many values have the counts at each place, where there are too many to be told one by one; absent: one. */
  readonly times?: ArrayLike<number>;
}

/** How many values or bins a table counts. */
export function valuesOf({ reference, times }: CountTable): number {
  return times === undefined ? reference.length : sum(times);
}

/**
 * A test that sees nothing of a column but how often its values or bins occur: what is not drift can be drawn from the counts.
 * Missing and infinite values have been left out of each side before; equal values are one value or bin, so that there are no ties.
 */
export interface CountTest extends DriftTest {
  /** What is counted, or why it cannot be tested. The pooled counts alone decide what the values or bins are. */
  table(pair: SamplePair): CountTable | { readonly reason: string };
  /** The score of a table that may have no values on one of the sides in a bin, but in none of the bins on both. */
  scoreCounts(table: CountTable): number;
}

/** Whether a test is one of counts. */
export function isCountTest(test: DriftTest): test is CountTest {
  return 'scoreCounts' in test;
}

interface CountTestParts<Table extends CountTable> {
  readonly method: DriftMethod;
  table(pair: SamplePair): Table | { readonly reason: string };
  scoreCounts(table: CountTable): number;
  inputs(table: Table): readonly TestInput[];
}

/** Makes a test of what it counts, how it scores the counts, and what it says went into the score. */
export function countTest<Table extends CountTable>({ method, table, scoreCounts, inputs }: CountTestParts<Table>): CountTest {
  return {
    method,
    table,
    scoreCounts,
    score: pair => {
      const counted = table(pair);
      return 'reason' in counted ? counted : { score: scoreCounts(counted), inputs: inputs(counted) };
    },
  };
}
