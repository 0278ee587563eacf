/** The part of a list that is drawn: from `first` up to, not including, `end`. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

/** Which rows of one height are seen between two heights, with `extra` more at each side. */
export function rowSpan(view: { readonly top: number; readonly height: number }, rowHeight: number, count: number, extra: number): Span {
  const first = Math.max(0, Math.floor(view.top / rowHeight) - extra);
  const end = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + extra);
  return { first: Math.min(first, Math.max(0, end)), end: Math.max(0, end) };
}

/** Where columns of different widths begin: one more than there are columns, the last is the width of all. */
export function columnEdges(widths: readonly number[]): readonly number[] {
  const edges = [0];
  for (const width of widths) edges.push((edges.at(-1) ?? 0) + width);
  return edges;
}

/** Which columns are seen between two places, with `extra` more at each side. */
export function columnSpan(view: { readonly left: number; readonly width: number }, edges: readonly number[], extra: number): Span {
  const count = edges.length - 1;
  const first = lastAtOrBefore(edges, view.left);
  const last = lastAtOrBefore(edges, view.left + view.width - 1);
  return { first: Math.max(0, Math.min(count, first) - extra), end: Math.min(count, last + 1 + extra) };
}

/** Where a list must be scrolled to so that [start, end) is seen; where it is now if it is seen already. */
export function scrolledTo(view: { readonly from: number; readonly size: number }, start: number, end: number): number {
  if (start < view.from) return start;
  if (end > view.from + view.size) return Math.max(0, Math.min(start, end - view.size));
  return view.from;
}

function lastAtOrBefore(edges: readonly number[], place: number): number {
  let [low, high] = [0, edges.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
