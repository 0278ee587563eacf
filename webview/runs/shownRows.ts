import { type RunRow } from '../../src/domain/runRow';
import { type RunGroup } from './grouping';

/** A row of the table: a run, a group of runs, or the way to more. */
export type ShownRow =
  | { readonly kind: 'run'; readonly key: string; readonly row: RunRow; readonly level: number; readonly expanded: boolean | null }
  | { readonly kind: 'group'; readonly key: string; readonly group: RunGroup; readonly expanded: boolean }
  | { readonly kind: 'more'; readonly key: string; readonly parent: RunRow; readonly level: number; readonly loading: boolean };

/** The runs below a run, as far as they were read. */
export interface Children {
  readonly rows: readonly RunRow[];
  readonly nextPage: string | null;
  readonly loading: boolean;
}

/** Runs one after the other, without a tree. */
export function flatRows(rows: readonly RunRow[]): readonly ShownRow[] {
  return rows.map(row => ({ kind: 'run', key: row.runId, row, level: 1, expanded: null }));
}

/** Runs with the runs below them, where those are unfolded. A run that is below itself is shown once. */
export function nestedRows(
  rows: readonly RunRow[],
  tree: { readonly expanded: ReadonlySet<string>; readonly children: ReadonlyMap<string, Children> },
): readonly ShownRow[] {
  const shown: ShownRow[] = [];
  const above = new Set<string>();
  const add = (row: RunRow, level: number): void => {
    if (above.has(row.runId)) return;
    const open = row.hasChildren && tree.expanded.has(row.runId);
    shown.push({ kind: 'run', key: row.runId, row, level, expanded: row.hasChildren ? open : null });
    if (!open) return;
    const below = tree.children.get(row.runId) ?? { rows: [], nextPage: null, loading: true };
    above.add(row.runId);
    for (const child of below.rows) add(child, level + 1);
    above.delete(row.runId);
    if (below.loading || below.nextPage !== null)
      shown.push({ kind: 'more', key: `more:${row.runId}`, parent: row, level: level + 1, loading: below.loading });
  };
  for (const row of rows) add(row, 1);
  return shown;
}

/** Groups with their runs, except where they are folded. */
export function groupedRows(groups: readonly RunGroup[], folded: ReadonlySet<string>): readonly ShownRow[] {
  return groups.flatMap((group): ShownRow[] => {
    const expanded = !folded.has(group.key);
    const runs = expanded
      ? group.rows.map((row): ShownRow => ({ kind: 'run', key: `${group.key}/${row.runId}`, row, level: 2, expanded: null }))
      : [];
    return [{ kind: 'group', key: `group:${group.key}`, group, expanded }, ...runs];
  });
}
