/** One figure of the bench: ours, the peer's in the same run where there is one, and whether the target is met. */
export interface BenchResult {
  readonly name: string;
  readonly ours: number;
  /** Null where there is nothing to compare with, as for sizes. */
  readonly peer: number | null;
  /** Whether the peer was stopped before it had answered: it needs longer than `peer`. */
  readonly peerIsLonger?: boolean;
  /** What else is to be known of the figure. */
  readonly detail?: string;
  /** "ms", "kB" or "MB". */
  readonly unit: string;
  /** The target in words, e.g. "at least 10 times faster". */
  readonly target: string;
  readonly met: boolean;
}
