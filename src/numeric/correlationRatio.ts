import { type Association } from './cramersV';
import { meanOf } from './meanOf';

/**
 * How much of the spread of numbers the categories beside them explain: the correlation ratio with Kelley's correction of its
 * bias, ε, and its variance: by the delta method, and what chance alone makes of independent columns. Of ranks it is the effect size
 * of Kruskal and Wallis' test, ε² = (H − k + 1) / (n − k). O(rows + categories).
 *
 * Source: Kelley, "An Unbiased Correlation Ratio Measure", PNAS 21 (1935); Tomczak, Tomczak, "The Need to Report Effect Size
 * Estimates Revisited", Trends Sport Sci. 1 (2014).
 *
 * @param numbers finite, best their ranks: long tails betray the variance.
 * @param codes from 0 to `categories` − 1, one a number.
 */
export function correlationRatio(numbers: Float64Array, codes: Int32Array, categories: number): Association {
  const rows = numbers.length;
  const { means, filled } = standardMeans(numbers, codes, categories);
  if (means === null || filled < 2 || rows <= filled || rows < 4) return { value: NaN, variance: NaN };
  const square = explained(means, codes);
  const corrected = Math.max(0, 1 - ((1 - square) * (rows - 1)) / (rows - filled));
  // Where both are independent, the corrected square lies around 0 with this deviation; its root varies the less the larger it is.
  const chance = Math.sqrt(2 * (filled - 1)) / rows;
  const ofChance = chance ** 2 / Math.max(4 * corrected, chance);
  const ofRows = square === 0 ? 0 : varianceOfSquare(means, codes, square) / rows / (4 * square);
  return { value: Math.sqrt(corrected), variance: ofRows + ofChance };
}

/** Numbers in standard deviations from their mean, and the mean of each category. */
interface StandardMeans {
  readonly numbers: Float64Array;
  readonly ofCategory: Float64Array;
}

function standardMeans(
  numbers: Float64Array,
  codes: Int32Array,
  categories: number,
): { readonly means: StandardMeans | null; readonly filled: number } {
  const mean = meanOf(numbers);
  const deviation = Math.sqrt(meanOf(numbers.map(value => (value - mean) ** 2)));
  const [sums, counts] = [new Float64Array(categories), new Float64Array(categories)];
  const standard = numbers.map(value => (value - mean) / deviation);
  for (const [row, code] of codes.entries()) {
    sums[code] = (sums[code] as number) + (standard[row] as number);
    counts[code] = (counts[code] as number) + 1;
  }
  const filled = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const ofCategory = sums.map((sum, code) => sum / (counts[code] as number));
  return { means: deviation > 0 ? { numbers: standard, ofCategory } : null, filled };
}

/** η²: the variance of the categories' means, of 1. */
function explained({ ofCategory }: StandardMeans, codes: Int32Array): number {
  return Math.min(1, meanOf(Float64Array.from(codes, code => (ofCategory[code] as number) ** 2)));
}

/** n times the variance of η²: that of what each row adds to it. */
function varianceOfSquare({ numbers, ofCategory }: StandardMeans, codes: Int32Array, square: number): number {
  const influences = numbers.map((value, row) => {
    const mean = ofCategory[codes[row] as number] as number;
    return 2 * mean * value - mean * mean - square * value * value;
  });
  return meanOf(influences.map(influence => influence * influence));
}
