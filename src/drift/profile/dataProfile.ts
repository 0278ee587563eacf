import { type ByDescriptor } from '../../domain/byDescriptor';
import { type NumericColumn, type PandasType } from '../../domain/column';
import { type RankSketch } from '../../numeric/rankSketch';

/** Statistics of a table in place of its rows: what a reference file needs to say for a comparison. */
export interface DataProfile {
  readonly rows: number;
  /** When it was made, epoch milliseconds. */
  readonly madeAt: number;
  /** Of Model Ops. */
  readonly version: string;
  /** What it was made of, each with the SHA-256 of its bytes; of a merged one what all its parts were. */
  readonly sources: readonly { readonly name: string; readonly sha256: string }[];
  readonly columns: readonly ColumnProfile[];
}

export interface ColumnProfile {
  readonly name: string;
  /** The reader's type name. */
  readonly fileType: string;
  readonly pandas: PandasType;
  readonly missing: number;
  readonly values: NumberProfile | CategoryProfile | TextProfile;
}

/** Numbers, times and truth values. */
export interface NumberProfile {
  readonly storage: 'numbers';
  readonly kind: NumericColumn['kind'];
  readonly infinite: { readonly positive: number; readonly negative: number };
  readonly zeros: number;
  /** Of the finite values; 0 without any. */
  readonly mean: number;
  /** Of the population: divided by the count. */
  readonly deviation: number;
  /** Distinct finite values: at least and at most so many. */
  readonly unique: readonly [number, number];
  /** Every distinct value with its count where there are few, else points of the ranks. */
  readonly numbers: ValueCounts | RankSketch;
}

/** Distinct values in ascending order, and how often each occurs. */
export interface ValueCounts {
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

/** Texts that repeat. In order of first appearance. */
export interface CategoryProfile {
  readonly storage: 'categories';
  readonly names: readonly string[];
  readonly counts: readonly number[];
  /** What is counted together, without names: rare categories, or the rarest of too many; null if nothing is. */
  readonly pooled: { readonly rows: number; readonly categories: number } | null;
}

/** Texts that mostly differ: not one of them is kept. */
export interface TextProfile {
  readonly storage: 'texts';
  readonly unique: readonly [number, number];
  /** Absent of profiles made before these were kept. */
  readonly descriptors?: DescribedTextsProfile;
}

/** What texts are like, in numbers. */
export interface DescribedTextsProfile {
  readonly numbers: ByDescriptor<NumberProfile>;
  /** Texts that have letters, but none that make words. */
  readonly wordless: number;
}

/** Up to so many distinct numbers are kept with their counts. */
export const COUNTED_NUMBERS = 1000;
/** Points of a sketch: with four ranks each that a merged one needs, within 50 kB. */
export const SKETCH_POINTS = 1000;
export const MERGED_POINTS = 640;
/** Up to so many categories have names. */
export const NAMED_CATEGORIES = 10_000;

export function isCounted(numbers: NumberProfile['numbers']): numbers is ValueCounts {
  return 'counts' in numbers;
}

/** Finite values. */
export function countOf({ numbers }: NumberProfile): number {
  return isCounted(numbers) ? numbers.counts.reduce((sum, count) => sum + count, 0) : numbers.count;
}
