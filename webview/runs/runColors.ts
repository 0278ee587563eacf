const HUES = 10;
/** Beyond ten runs the same colours come again with another kind of line. */
const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [10, 3, 2, 3]];

/** How one of several runs is drawn: a colour and a kind of line. */
export interface RunLook {
  /** The name of a colour in runs.css. */
  readonly variable: string;
  readonly dash: readonly number[];
}

export function runLook(index: number): RunLook {
  return { variable: `--run-${index % HUES}`, dash: DASHES[Math.floor(index / HUES) % DASHES.length] ?? [] };
}

/** The colour as a canvas takes it, in the theme of now. */
export function lookColor(look: RunLook, at: Element): string {
  return getComputedStyle(at).getPropertyValue(look.variable).trim() || 'currentColor';
}
