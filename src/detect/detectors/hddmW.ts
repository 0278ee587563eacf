import { type DetectorParameters } from '../../domain/detectorParameters';
import { Detector } from './detector';

/**
 * HDDM with the W-test (Frías-Blanco et al. 2015): compares exponentially weighted means before and after a cut by
 * McDiarmid's bound; `lambda_val` is the weight of the newest value. Quicker than the A-test on gradual changes. Matches
 * `river.drift.binary.HDDMW` of 0.26.1. Values from 0 to 1, missing ones left out before. O(1) an
 * update.
 */
export class HddmW extends Detector {
  private all: WeightedMean;
  private rise: Cut;
  private fall: Cut;
  private readonly driftLog: number;
  private readonly warningLog: number;

  constructor(private readonly parameters: DetectorParameters<'hddm_w'>) {
    super();
    this.driftLog = Math.log(1 / parameters.drift_confidence);
    this.warningLog = Math.log(1 / parameters.warning_confidence);
    this.all = this.newMean();
    this.rise = this.newCut();
    this.fall = this.newCut();
  }

  protected override reset(): void {
    this.all = this.newMean();
    this.rise = this.newCut();
    this.fall = this.newCut();
  }

  protected override take(value: number): void {
    this.all.add(value);
    this.moveCut(this.rise, value, 1);
    this.hasJudged ||= this.rise.after.used;
    this.driftDetected = this.differ(this.rise.before, this.rise.after, this.driftLog);
    this.warningDetected = !this.driftDetected && this.differ(this.rise.before, this.rise.after, this.warningLog);
    if (!this.parameters.two_sided_test) return;
    this.moveCut(this.fall, value, -1);
    this.hasJudged ||= this.fall.after.used;
    // river looks at a fall after a rise: a detected fall leaves the warning of a rise as it is.
    if (this.differ(this.fall.after, this.fall.before, this.driftLog)) this.driftDetected = true;
    else if (this.differ(this.fall.after, this.fall.before, this.warningLog)) this.warningDetected = true;
  }

  /** Moves the cut to here if the mean was never as low (`sign` 1) or as high (-1), its bound included. */
  private moveCut(cut: Cut, value: number, sign: 1 | -1): void {
    const edge = sign * this.all.mean + this.bound(this.all.squares, this.driftLog);
    if (edge < cut.edge) {
      cut.edge = edge;
      cut.before = this.all.copy();
      cut.after = this.newMean();
    } else cut.after.add(value);
  }

  private differ(lower: WeightedMean, higher: WeightedMean, log: number): boolean {
    if (!lower.used || !higher.used) return false;
    return higher.mean - lower.mean > this.bound(lower.squares + higher.squares, log);
  }

  private bound(squares: number, log: number): number {
    return Math.sqrt((squares * log) / 2);
  }

  private newMean(): WeightedMean {
    return new WeightedMean(this.parameters.lambda_val);
  }

  private newCut(): Cut {
    return { edge: Infinity, before: this.newMean(), after: this.newMean() };
  }
}

interface Cut {
  edge: number;
  before: WeightedMean;
  after: WeightedMean;
}

/** An exponentially weighted mean and the sum of its squared weights. */
class WeightedMean {
  mean = 0;
  squares = 1;
  used = false;

  constructor(private readonly weight: number) {}

  add(value: number): void {
    const rest = 1 - this.weight;
    this.mean = this.used ? this.weight * value + rest * this.mean : value;
    this.squares = this.weight * this.weight + rest * rest * this.squares;
    this.used = true;
  }

  copy(): WeightedMean {
    const copied = new WeightedMean(this.weight);
    copied.mean = this.mean;
    copied.squares = this.squares;
    copied.used = this.used;
    return copied;
  }
}
