import { type DetectorParameters } from '../../domain/detectorParameters';
import { Detector } from './detector';
import { RunningMean } from './runningMean';

/**
 * The Page–Hinkley test (Page 1954): sums how far values lie from their mean, `delta` allowed, fading by `alpha`, and detects
 * when the sum has moved by more than `threshold` from its least (a rise) or its greatest (a fall). Matches
 * `river.drift.PageHinkley` of 0.26.1, whose greatest sum begins at −1. Any real values, missing ones left out before;
 * no warnings. O(1) an update.
 */
export class PageHinkley extends Detector {
  private mean = new RunningMean();
  private rise = 0;
  private fall = 0;
  private leastRise = Infinity;
  private greatestFall = -1;

  constructor(private readonly parameters: DetectorParameters<'page_hinkley'>) {
    super();
  }

  protected override reset(): void {
    this.mean = new RunningMean();
    this.rise = 0;
    this.fall = 0;
    this.leastRise = Infinity;
    this.greatestFall = -1;
  }

  protected override take(value: number): void {
    const { min_instances: warmStart, delta, threshold, alpha, mode } = this.parameters;
    this.mean.add(value);
    const gap = value - this.mean.mean;
    this.rise = alpha * this.rise + gap - delta;
    this.fall = alpha * this.fall + gap + delta;
    this.leastRise = Math.min(this.leastRise, this.rise);
    this.greatestFall = Math.max(this.greatestFall, this.fall);
    if (this.mean.count < warmStart) return;
    this.hasJudged = true;
    const hasRisen = mode !== 'down' && this.rise - this.leastRise > threshold;
    this.driftDetected = hasRisen || (mode !== 'up' && this.greatestFall - this.fall > threshold);
  }
}
