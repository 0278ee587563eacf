import { type DetectorParameters } from '../../domain/detectorParameters';
import { Detector } from './detector';
import { RunningMean } from './runningMean';

/**
 * HDDM with the A-test (Frías-Blanco et al. 2015): compares the mean up to a cut, kept where mean + Hoeffding's bound was
 * least, with the mean of all. Matches `river.drift.binary.HDDMA` of 0.26.1. Values from 0 to 1, missing
 * ones left out before. O(1) an update.
 */
export class HddmA extends Detector {
  private all = new RunningMean();
  /** The values up to the cut before a rise, and up to the one before a fall. */
  private low = new RunningMean();
  private high = new RunningMean();
  private readonly boundLog: number;
  private readonly driftLog: number;
  private readonly warningLog: number;

  constructor(private readonly parameters: DetectorParameters<'hddm_a'>) {
    super();
    this.boundLog = Math.log(1 / parameters.drift_confidence);
    this.driftLog = Math.log(2 / parameters.drift_confidence);
    this.warningLog = Math.log(2 / parameters.warning_confidence);
  }

  protected override reset(): void {
    this.all = new RunningMean();
    this.low = new RunningMean();
    this.high = new RunningMean();
  }

  protected override take(value: number): void {
    this.all.add(value);
    this.moveCuts();
    this.hasJudged ||= this.all.count > 1;
    this.driftDetected = this.hasRisen(this.driftLog);
    this.warningDetected = !this.driftDetected && this.hasRisen(this.warningLog);
    if (!this.parameters.two_sided_test) return;
    // river looks at a fall after a rise: a detected fall leaves the warning of a rise as it is.
    if (this.hasFallen(this.driftLog)) this.driftDetected = true;
    else if (this.hasFallen(this.warningLog)) this.warningDetected = true;
  }

  private moveCuts(): void {
    const { count, mean } = this.all;
    const bound = this.bound(count);
    if (this.low.count === 0 || this.low.mean + this.bound(this.low.count) >= mean + bound) this.low = this.all.copy();
    if (this.high.count === 0 || this.high.mean - this.bound(this.high.count) <= mean - bound) this.high = this.all.copy();
  }

  private bound(count: number): number {
    return Math.sqrt((1 / (2 * count)) * this.boundLog);
  }

  private hasRisen(log: number): boolean {
    return this.low.count !== this.all.count && this.all.mean - this.low.mean >= this.gap(this.low, log);
  }

  private hasFallen(log: number): boolean {
    return this.high.count !== this.all.count && this.high.mean - this.all.mean >= this.gap(this.high, log);
  }

  private gap(cut: RunningMean, log: number): number {
    const weight = ((this.all.count - cut.count) / cut.count) * (1 / this.all.count);
    return Math.sqrt((weight / 2) * log);
  }
}
