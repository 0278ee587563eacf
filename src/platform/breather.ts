/** Half of what a person could notice. */
const AT_ONCE_MS = 6;

/** When the first piece of work of this turn of the event loop began; null while there was none in it. */
let began: number | null = null;
/** Work that waits for its turn, the longest first. */
const waiting: (() => void)[] = [];

/**
 * Whether work on many rows should let others have their turn before its next piece, by `breathe`: the extension host is
 * shared with every other extension. All such work together has one short time in each turn, however many lists are read.
 */
export function isOutOfBreath(): boolean {
  if (began === null) begin();
  return began !== null && performance.now() - began >= AT_ONCE_MS;
}

/** Settled in a later turn, which then belongs to whoever waited longest. */
export function breathe(): Promise<void> {
  if (began === null) begin();
  return new Promise(resolve => {
    waiting.push(resolve);
  });
}

function begin(): void {
  began = performance.now();
  setImmediate(end);
}

function end(): void {
  began = null;
  const next = waiting.shift();
  if (next === undefined) return;
  begin();
  next();
}
