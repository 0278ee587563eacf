import { parseColumnId, type RunAttribute } from '../../src/domain/runColumn';

const ATTRIBUTES: Readonly<Record<RunAttribute, readonly [name: string, width: number]>> = {
  run_name: ['Name', 250],
  status: ['Status', 104],
  start_time: ['Started', 108],
  end_time: ['Ended', 108],
  duration: ['Duration', 110],
  user_id: ['User', 100],
  run_id: ['Run ID', 96],
  experiment: ['Experiment', 150],
  lifecycle_stage: ['Stage', 84],
};

/** What a column is called, and for keys what kind they are. */
export function columnTitle(id: string): { readonly name: string; readonly kind: 'metric' | 'param' | 'tag' | null } {
  const column = parseColumnId(id);
  if (column === null) return { name: id, kind: null };
  return column.kind === 'attribute' ? { name: ATTRIBUTES[column.key][0], kind: null } : { name: column.key, kind: column.kind };
}

/** How wide a column is that nobody resized, in pixels: its heading fits, within limits. */
export function columnWidth(id: string): number {
  const column = parseColumnId(id);
  if (column?.kind === 'attribute') return ATTRIBUTES[column.key][1];
  const heading = Math.round((column?.key.length ?? 0) * 7 + 66);
  return Math.max(column?.kind === 'metric' ? 96 : 104, Math.min(210, heading));
}
