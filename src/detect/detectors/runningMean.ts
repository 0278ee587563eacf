/** The mean of what was added, by West's update (1979), whose rounding river's detectors have too. O(1) an update. */
export class RunningMean {
  constructor(
    public count = 0,
    public mean = 0,
  ) {}

  add(value: number): void {
    this.count++;
    this.mean += (1 / this.count) * (value - this.mean);
  }

  copy(): RunningMean {
    return new RunningMean(this.count, this.mean);
  }
}
