import { type DetectorParameters } from '../../domain/detectorParameters';
import { kolmogorovTwoSample } from '../../numeric/kolmogorovTwoSample';
import { PythonRandom } from '../../numeric/pythonRandom';
import { Detector } from './detector';

/** river tells a detection from noise by this too: the distance, whatever its p-value. */
const LEAST_DISTANCE = 0.1;

/**
 * KSWIN (Raab et al. 2020): a two-sided Kolmogorov–Smirnov test of the newest `stat_size` values of a window against as many
 * drawn from the older ones; a detection if p ≤ `alpha` and the distance is above 0.1. Matches `river.drift.KSWIN` of 0.26.1
 * with the same seed: the draws are CPython's. Any real values, ties as SciPy treats them, missing ones left
 * out before; no warnings.
 *
 * O(stat_size · log(stat_size)) an update once the window is full.
 */
export class Kswin extends Detector {
  private readonly window: Float64Array;
  private readonly drawn: Float64Array;
  private readonly newest: Float64Array;
  /** p-values by the distance in steps of 1 / stat_size. */
  private readonly pValues = new Map<number, number>();
  private random: PythonRandom;
  private count = 0;

  constructor(
    private readonly parameters: DetectorParameters<'kswin'>,
    private readonly seed: number,
  ) {
    super();
    this.window = new Float64Array(parameters.window_size);
    this.drawn = new Float64Array(parameters.stat_size);
    this.newest = new Float64Array(parameters.stat_size);
    this.random = new PythonRandom(seed);
  }

  protected override reset(): void {
    this.random = new PythonRandom(this.seed);
    this.count = 0;
  }

  protected override take(value: number): void {
    const { alpha, window_size: size, stat_size: sample } = this.parameters;
    this.window[this.count % size] = value;
    this.count++;
    if (this.count < size) return;
    this.hasJudged = true;
    for (const [k, place] of this.random.sample(size - sample, sample).entries()) this.drawn[k] = this.at(place);
    for (let k = 0; k < sample; k++) this.newest[k] = this.at(size - sample + k);
    const steps = largestGap(this.drawn.sort(), this.newest.sort());
    this.driftDetected = steps / sample > LEAST_DISTANCE && this.pValue(steps) <= alpha;
  }

  /** The value at a place of the full window, counted from its oldest. */
  private at(place: number): number {
    return this.window[(this.count + place) % this.window.length] ?? 0;
  }

  private pValue(steps: number): number {
    const known = this.pValues.get(steps);
    if (known !== undefined) return known;
    const sample = this.parameters.stat_size;
    const made = kolmogorovTwoSample(steps / sample, sample, sample);
    this.pValues.set(steps, made);
    return made;
  }
}

/** The largest gap between the empirical distributions of two sorted samples of one size, in steps of 1 / size. */
function largestGap(left: Float64Array, right: Float64Array): number {
  let largest = 0;
  let [a, b] = [0, 0];
  while (a < left.length && b < right.length) {
    const value = Math.min(left[a] ?? 0, right[b] ?? 0);
    while (left[a] === value) a++;
    while (right[b] === value) b++;
    largest = Math.max(largest, Math.abs(a - b));
  }
  return largest;
}
