/**
 * Watches a stream of errors or losses for a change of what it comes from, one value an update. After a detection it has
 * forgotten everything by the next update, as river's detectors.
 *
 * Values are finite: who feeds a detector leaves missing ones out.
 */
export abstract class Detector {
  /** Whether the last update found a change. */
  driftDetected = false;
  /** Whether the last update left the detector in its warning zone: river's `warning_detected`. */
  warningDetected = false;
  /** Whether any update could have found a change: before that, "no detection" means nothing. */
  hasJudged = false;

  /** Takes the next value. */
  update(value: number): void {
    if (this.driftDetected) {
      this.driftDetected = false;
      this.warningDetected = false;
      this.reset();
    }
    this.take(value);
  }

  protected abstract take(value: number): void;

  /** Forgets everything but the parameters. */
  protected abstract reset(): void;
}
