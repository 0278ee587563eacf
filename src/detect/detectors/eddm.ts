import { type DetectorParameters } from '../../domain/detectorParameters';
import { Detector } from './detector';
import { RunningMean } from './runningMean';

/**
 * Early Drift Detection Method (Baena-García et al. 2006): watches the distances between errors, which grow while a
 * learner learns. Mean + 2 standard deviations (n − 1) of them below `alpha` times the greatest seen is a warning, below
 * `beta` times it a detection. Matches `river.drift.binary.EDDM` of 0.26.1: only an error changes its mind, so a warning
 * lasts until the next error that clears it, and stands beside the detection that follows. Errors as 0 or 1,
 * missing ones left out before. O(1) an update.
 */
export class Eddm extends Detector {
  private count = 0;
  private errors = 0;
  private lastError = 0;
  private distances = new RunningMean();
  private squares = 0;
  private greatest = -1;

  constructor(private readonly parameters: DetectorParameters<'eddm'>) {
    super();
  }

  protected override reset(): void {
    this.count = 0;
    this.errors = 0;
    this.lastError = 0;
    this.distances = new RunningMean();
    this.squares = 0;
    this.greatest = -1;
  }

  protected override take(value: number): void {
    this.count++;
    if (value !== 1) return;
    this.errors++;
    this.addDistance(this.count - this.lastError);
    this.lastError = this.count;
    if (this.count > this.parameters.warm_start) this.judge();
  }

  private addDistance(distance: number): void {
    const before = this.distances.mean;
    this.distances.add(distance);
    this.squares += (distance - before) * (distance - this.distances.mean);
  }

  private judge(): void {
    const { warm_start: warmStart, alpha, beta } = this.parameters;
    const { count, mean } = this.distances;
    const deviation = count > 1 ? Math.sqrt(this.squares / (count - 1)) : 0;
    const reach = mean + 2 * deviation;
    if (this.errors > warmStart) this.hasJudged = true;
    if (reach > this.greatest) {
      this.greatest = reach;
      return;
    }
    if (this.errors <= warmStart) return;
    const level = reach / this.greatest;
    if (level < beta) this.driftDetected = true;
    else this.warningDetected = level < alpha;
  }
}
