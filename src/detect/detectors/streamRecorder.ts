import { type DetectedChange, type StreamShape } from '../contract';
import { type Detector } from './detector';
import { RunningMean } from './runningMean';
import { type StreamFindings } from './detectChanges';

/** Entries of a stream's shape: more than a wide screen has pixels for. */
const MOST_ENTRIES = 1_200;

/** Writes down what a detector says of a stream while it passes, and what a chart of it needs. O(1) a row. */
export class StreamRecorder {
  skipped = 0;
  private readonly detections: number[] = [];
  private readonly warnings: number[] = [];
  private readonly changes: DetectedChange[] = [];
  private readonly rowsEach: number;
  private readonly shape: Shape;
  /** The values since the last detection. */
  private since = new RunningMean();
  private firstWarning: number | null = null;
  private isErrors = true;

  constructor(rows: number) {
    this.rowsEach = Math.max(1, Math.ceil(rows / MOST_ENTRIES));
    this.shape = emptyShape(Math.ceil(rows / this.rowsEach));
  }

  /** A value that no detector saw. */
  skip(): void {
    this.skipped++;
  }

  record(row: number, value: number, { driftDetected, warningDetected }: Detector): void {
    this.since.add(value);
    this.isErrors &&= value === 0 || value === 1;
    const place = Math.floor(row / this.rowsEach);
    this.draw(place, value);
    if (warningDetected) {
      this.warnings.push(row);
      this.shape.warnings[place] = (this.shape.warnings[place] ?? 0) + 1;
      this.firstWarning ??= row;
    }
    if (!driftDetected) return;
    this.detections.push(row);
    this.shape.detections[place] = (this.shape.detections[place] ?? 0) + 1;
    this.close(row, value);
  }

  findings(): StreamFindings {
    this.finishAfter();
    const means = this.shape.means.map(({ count, mean }) => (count === 0 ? null : mean));
    const { least, greatest, meanSince, warnings, detections } = this.shape;
    const { rowsEach, isErrors } = this;
    const stream: StreamShape = { rowsEach, isErrors, least, greatest, mean: means, meanSince, warnings, detections };
    const { skipped, changes } = this;
    return { detections: this.detections, warnings: this.warnings, skipped, changes, stream };
  }

  private draw(place: number, value: number): void {
    const { least, greatest, means, meanSince } = this.shape;
    least[place] = Math.min(least[place] ?? value, value);
    greatest[place] = Math.max(greatest[place] ?? value, value);
    means[place]?.add(value);
    meanSince[place] = this.since.mean;
  }

  private close(row: number, value: number): void {
    this.finishAfter();
    const before = { values: this.since.count, mean: this.since.mean };
    this.changes.push({ row, value, firstWarning: this.firstWarning, before, after: { values: 0, mean: null } });
    this.since = new RunningMean();
    this.firstWarning = null;
  }

  /** The values since a detection are those after it. */
  private finishAfter(): void {
    const last = this.changes.at(-1);
    if (last === undefined) return;
    const { count, mean } = this.since;
    this.changes[this.changes.length - 1] = { ...last, after: { values: count, mean: count === 0 ? null : mean } };
  }
}

interface Shape {
  readonly least: (number | null)[];
  readonly greatest: (number | null)[];
  readonly means: RunningMean[];
  readonly meanSince: (number | null)[];
  readonly warnings: number[];
  readonly detections: number[];
}

function emptyShape(entries: number): Shape {
  const nothing = (): (number | null)[] => new Array<number | null>(entries).fill(null);
  return {
    least: nothing(),
    greatest: nothing(),
    means: Array.from({ length: entries }, () => new RunningMean()),
    meanSince: nothing(),
    warnings: new Array<number>(entries).fill(0),
    detections: new Array<number>(entries).fill(0),
  };
}
