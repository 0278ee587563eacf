import { fisherExact } from '../../numeric/fisherExact';
import { chiSquareSurvival } from '../../numeric/chiSquareSurvival';
import { allTables } from './allTables';
import { permutedTables } from './permutedTables';
import { poolRare } from './poolRare';
import { sum } from '../../numeric/sum';
import { chiSquareStatistic } from './twoRowTable';

/** Rows of both sides up to which small counts are met by an exact test rather than by pooling them. */
const EXACT_UP_TO = 2000;

export interface ContingencyResult {
  readonly p: number;
  /** In words, which way the p-value came about. */
  readonly path: string;
  /** Values, or groups of rare ones, that were compared. */
  readonly categories: number;
  readonly exact: boolean;
}

/**
 * "Do both sides have the same shares?" The test of homogeneity of a 2×k table, which counts both sides' sampling error
 * (Evidently's takes the reference as exact). Pearson's χ² where every expected count is at least 5 (Cochran 1954); below
 * that Fisher's exact test for two values, for more all tables with the same margins or, where they are too many, random ones,
 * and in large data rare values pooled, which their common total alone decides, so that it does not bias the test.
 *
 * @param threshold what the p-value is compared with: near it random tables tell it well
 */
export function contingencyTest(reference: readonly number[], current: readonly number[], threshold = 0.05): ContingencyResult {
  const table = nonEmpty(reference, current);
  const [rows1, rows2] = [sum(table.reference), sum(table.current)];
  const categories = table.reference.length;
  if (categories < 2) return { p: 1, path: 'both sides hold one and the same value', categories, exact: true };
  const smaller = Math.min(rows1, rows2) / (rows1 + rows2);
  const isSmall = table.reference.some((count, k) => (count + (table.current[k] ?? 0)) * smaller < 5);
  if (!isSmall) return { p: pearson(table), path: 'χ² distribution', categories, exact: false };
  if (categories === 2) {
    const [hits1, hits2] = [table.reference[0] ?? 0, table.current[0] ?? 0];
    const p = fisherExact([hits1, rows1 - hits1], [hits2, rows2 - hits2]);
    return { p, path: "Fisher's exact test", categories, exact: true };
  }
  if (rows1 + rows2 <= EXACT_UP_TO) {
    const every = allTables(table.reference, table.current);
    if (every !== null) return { p: every.p, path: `exact: all ${every.tables} tables with the same margins`, categories, exact: true };
    const { p, rounds } = permutedTables(table.reference, table.current, threshold);
    return { p, path: `${rounds} random tables with the same margins`, categories, exact: false };
  }
  const pooled = poolRare(table.reference, table.current, smaller);
  const p = pooled.reference.length < 2 ? NaN : pearson(pooled);
  return { p, path: 'χ² distribution, rare values pooled', categories: pooled.reference.length, exact: false };
}

interface Table {
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

function nonEmpty(reference: readonly number[], current: readonly number[]): Table {
  const kept = reference.map((_, k) => k).filter(k => (reference[k] ?? 0) + (current[k] ?? 0) > 0);
  return { reference: kept.map(k => reference[k] ?? 0), current: kept.map(k => current[k] ?? 0) };
}

function pearson({ reference, current }: Table): number {
  return chiSquareSurvival(chiSquareStatistic(reference, current), reference.length - 1);
}
