import { type ValueGroups } from './contract';

type NumberGroups = Extract<ValueGroups, { storage: 'numbers' }>;
type TextGroups = Extract<ValueGroups, { storage: 'codes' }>;

/** Adds up the counts of equal numbers that follow each other. A run may reach over the end of a stretch, so the last one waits. */
export class NumberRuns {
  /** The run that is not over yet. */
  private value = NaN;
  private count = 0;

  /** The runs that end within these values, which go on from those before. @param counts absent: each is there once */
  closedBy(sorted: Float64Array, counts?: Float64Array): NumberGroups {
    const values = new Float64Array(sorted.length);
    const sums = new Float64Array(sorted.length);
    let groups = 0;
    for (let k = 0; k < sorted.length; k++) {
      const value = sorted[k] as number;
      if (value !== this.value) {
        values[groups] = this.value;
        sums[groups] = this.count;
        if (this.count > 0) groups++;
        this.value = value;
        this.count = 0;
      }
      this.count += counts === undefined ? 1 : (counts[k] as number);
    }
    return { storage: 'numbers', values: values.subarray(0, groups), counts: sums.subarray(0, groups) };
  }

  /** The run that no value follows. */
  last(): NumberGroups {
    const held = this.count > 0 ? 1 : 0;
    return {
      storage: 'numbers',
      values: Float64Array.of(this.value).subarray(0, held),
      counts: Float64Array.of(this.count).subarray(0, held),
    };
  }
}

/** The same of texts. */
export class TextRuns {
  private value = '';
  private count = 0;

  closedBy(sorted: readonly string[], counts: Float64Array): TextGroups {
    const values: string[] = [];
    const sums: number[] = [];
    for (let k = 0; k < sorted.length; k++) {
      const value = sorted[k] as string;
      if (value !== this.value && this.count > 0) {
        values.push(this.value);
        sums.push(this.count);
        this.count = 0;
      }
      this.value = value;
      this.count += counts[k] as number;
    }
    return { storage: 'codes', values, counts: Float64Array.from(sums) };
  }

  last(): TextGroups {
    return this.count > 0
      ? { storage: 'codes', values: [this.value], counts: Float64Array.of(this.count) }
      : { storage: 'codes', values: [], counts: new Float64Array() };
  }
}
