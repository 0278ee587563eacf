/** Which runs are selected, and from where a range goes on. */
export interface Selection {
  readonly ids: readonly string[];
  readonly anchor: string | null;
}

export const NOTHING: Selection = { ids: [], anchor: null };

interface Click {
  /** Ctrl, Cmd, Space or the box: adds or takes away one. */
  readonly toggle: boolean;
  /** Shift: everything from the last one to this. */
  readonly range: boolean;
}

/**
 * The selection after a click on a run. At most `most` runs are selected: a longer range is cut at its far end.
 * @param order the runs as they are shown.
 */
export function selectRun(
  before: Selection,
  id: string,
  click: Click,
  of: { readonly order: readonly string[]; readonly most: number },
): Selection {
  const { order, most } = of;
  if (click.range && before.anchor !== null && order.includes(before.anchor)) {
    const range = between(order, before.anchor, id);
    const kept = click.toggle ? before.ids : [];
    return { ids: unique([...kept, ...range]).slice(0, most), anchor: before.anchor };
  }
  if (!click.toggle) return { ids: [id], anchor: id };
  const ids = before.ids.includes(id) ? before.ids.filter(each => each !== id) : [...before.ids, id].slice(-most);
  return { ids, anchor: id };
}

/** From one to the other, both included, in the direction of the second. */
function between(order: readonly string[], from: string, to: string): readonly string[] {
  const [start, end] = [order.indexOf(from), order.indexOf(to)];
  if (end < 0) return [from];
  return start <= end ? order.slice(start, end + 1) : order.slice(end, start + 1).toReversed();
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}
