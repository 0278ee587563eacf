import { type DetectorParameters } from '../../domain/detectorParameters';
import { Detector } from './detector';
import { RunningMean } from './runningMean';

/**
 * Drift Detection Method (Gama et al. 2004): the error rate p of a learner that learns falls, so p plus its standard
 * deviation s = √(p (1 − p) / n) that rises far above the least seen, by `warning_threshold` and `drift_threshold` times that
 * least's s, means that the concept changed. Matches `river.drift.binary.DDM` of 0.26.1. Errors as 0 or 1, missing ones
 * left out before. O(1) an update.
 */
export class Ddm extends Detector {
  private rate = new RunningMean();
  private leastRate = 0;
  private leastDeviation = 0;
  private least = Infinity;

  constructor(private readonly parameters: DetectorParameters<'ddm'>) {
    super();
  }

  protected override reset(): void {
    this.rate = new RunningMean();
    this.least = Infinity;
  }

  protected override take(value: number): void {
    this.rate.add(value);
    const { mean: rate, count } = this.rate;
    if (count <= this.parameters.warm_start) return;
    this.hasJudged = true;
    // Rounding may carry a rate past 1, where the root would be no number.
    const deviation = Math.sqrt(Math.max(0, rate * (1 - rate)) / count);
    const level = rate + deviation;
    if (level <= this.least) {
      this.leastRate = rate;
      this.leastDeviation = deviation;
      this.least = level;
    }
    this.driftDetected = level > this.leastRate + this.parameters.drift_threshold * this.leastDeviation;
    this.warningDetected = !this.driftDetected && level > this.leastRate + this.parameters.warning_threshold * this.leastDeviation;
  }
}
