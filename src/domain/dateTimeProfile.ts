/** The times of a column on both sides. Times are epoch milliseconds, weekdays and hours in UTC. */
export interface DateTimeComparison {
  /** Null where the side has no such column. */
  readonly reference: DateTimeProfile | null;
  readonly current: DateTimeProfile | null;
  /** Current times before the reference's earliest and after its latest; null unless both sides have times. */
  readonly outside: { readonly before: number; readonly after: number } | null;
}

/** The times of one side. */
export interface DateTimeProfile {
  readonly count: number;
  readonly missing: number;
  /** Values that are no time. */
  readonly unreadable: number;
  /** Null without times. */
  readonly earliest: number | null;
  readonly latest: number | null;
  /** Times on each of the seven weekdays, from Monday. */
  readonly weekdays: readonly number[];
  /** Times in each of the 24 hours of the day. */
  readonly hours: readonly number[];
  /** Null with fewer than three distinct times. */
  readonly gaps: TimeGaps | null;
}

/** Where time after time is missing. Steps are those between neighbours of the distinct times, in milliseconds. */
export interface TimeGaps {
  readonly commonestStep: number;
  /** How many of the steps are of that length. */
  readonly commonestCount: number;
  readonly steps: number;
  /** Longer steps are gaps. */
  readonly expected: number;
  readonly count: number;
  /** The longest few, the longest first. */
  readonly longest: readonly { readonly from: number; readonly to: number }[];
}
