const FIRST = 30;
const LATER = 80;
const runs = new WeakMap<Element, symbol>();

/**
 * Replaces an element's children by one for each item: the first ones now, the others a portion each frame. A newer
 * call for the same element ends an older one. `atOnce`: how many must be there when this returns.
 */
export function appendInChunks<Item>(
  parent: Element,
  items: readonly Item[],
  options: { build: (item: Item) => Node; atOnce: number },
): void {
  const run = Symbol('run');
  runs.set(parent, run);
  let next = Math.min(items.length, Math.max(FIRST, options.atOnce));
  parent.replaceChildren(...items.slice(0, next).map(options.build));
  const more = (): void => {
    if (next >= items.length || runs.get(parent) !== run) return;
    parent.append(...items.slice(next, next + LATER).map(options.build));
    next += LATER;
    later(more);
  };
  later(more);
}

/** After the next paint; in a page that is not painted because it is hidden, a little later. */
function later(task: () => void): void {
  let waiting = true;
  const once = (): void => {
    if (waiting) task();
    waiting = false;
  };
  requestAnimationFrame(() => setTimeout(once, 0));
  setTimeout(once, 250);
}
