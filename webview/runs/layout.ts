import { type RunsLayout } from '../../src/runs/contract';

/** The pinned columns, then the others, each in their order. */
export function orderedColumns(layout: RunsLayout): readonly string[] {
  const pinned = new Set(layout.pinned);
  return [...layout.columns.filter(id => pinned.has(id)), ...layout.columns.filter(id => !pinned.has(id))];
}

/** Shows a column, at the end, or hides it. The name of a run is always there. */
export function toggleColumn(layout: RunsLayout, id: string): RunsLayout {
  if (!layout.columns.includes(id)) return { ...layout, columns: [...layout.columns, id] };
  if (id === 'attributes.run_name') return layout;
  return { ...layout, columns: layout.columns.filter(each => each !== id), pinned: layout.pinned.filter(each => each !== id) };
}

/** Shows these columns beside those that are shown, or hides them all. */
export function showColumns(layout: RunsLayout, ids: readonly string[], shown: boolean): RunsLayout {
  if (!shown) {
    const gone = new Set(ids.filter(id => id !== 'attributes.run_name'));
    return { ...layout, columns: layout.columns.filter(id => !gone.has(id)), pinned: layout.pinned.filter(id => !gone.has(id)) };
  }
  const there = new Set(layout.columns);
  return { ...layout, columns: [...layout.columns, ...ids.filter(id => !there.has(id))] };
}

export function togglePinned(layout: RunsLayout, id: string): RunsLayout {
  const pinned = layout.pinned.includes(id) ? layout.pinned.filter(each => each !== id) : [...layout.pinned, id];
  return { ...layout, pinned };
}

/** Moves a column by places among the columns as they are shown; pinned ones stay before the others. */
export function moveColumn(layout: RunsLayout, id: string, by: number): RunsLayout {
  const columns = [...orderedColumns(layout)];
  const from = columns.indexOf(id);
  const to = Math.max(0, Math.min(columns.length - 1, from + by));
  if (from < 0) return layout;
  columns.splice(to, 0, ...columns.splice(from, 1));
  return { ...layout, columns };
}

/** Puts a column where another one is. Dropped on a pinned one it is pinned too, and the other way round. */
export function dropColumn(layout: RunsLayout, id: string, onto: string): RunsLayout {
  const columns = [...orderedColumns(layout)];
  const places = { from: columns.indexOf(id), to: columns.indexOf(onto) };
  if (places.from < 0 || places.to < 0) return layout;
  columns.splice(places.to, 0, ...columns.splice(places.from, 1));
  const pinned = layout.pinned.filter(each => each !== id);
  return { ...layout, columns, pinned: layout.pinned.includes(onto) ? [...pinned, id] : pinned };
}
