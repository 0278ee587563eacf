import { type RunKeys } from './run';

/** What MLflow keeps of every run, by its own names, and two that are worked out. */
export const RUN_ATTRIBUTES = [
  'run_name',
  'status',
  'start_time',
  'end_time',
  'duration',
  'user_id',
  'run_id',
  'experiment',
  'lifecycle_stage',
] as const;

export type RunAttribute = (typeof RUN_ATTRIBUTES)[number];

/** A column of a table of runs: an attribute, or a key that whoever logged the runs chose. */
export type RunColumn =
  { readonly kind: 'attribute'; readonly key: RunAttribute } | { readonly kind: 'metric' | 'param' | 'tag'; readonly key: string };

const PREFIXES = { attribute: 'attributes.', metric: 'metrics.', param: 'params.', tag: 'tags.' } as const;

/** A column as one text, e.g. `metrics.auc`: what is remembered, and the heading in a CSV file for keys. */
export function columnId(column: RunColumn): string {
  return PREFIXES[column.kind] + column.key;
}

/** The column that a text names; null if it names none. */
export function parseColumnId(id: string): RunColumn | null {
  const attribute = RUN_ATTRIBUTES.find(name => PREFIXES.attribute + name === id);
  if (attribute !== undefined) return { kind: 'attribute', key: attribute };
  const kind = (['metric', 'param', 'tag'] as const).find(each => id.startsWith(PREFIXES[each]));
  return kind === undefined ? null : { kind, key: id.slice(PREFIXES[kind].length) };
}

/** The keys of metrics, params and tags among these columns, once each. */
export function keysOfColumns(ids: readonly string[]): RunKeys {
  const keys = { metrics: new Set<string>(), params: new Set<string>(), tags: new Set<string>() };
  for (const column of ids.map(parseColumnId)) {
    if (column?.kind === 'metric') keys.metrics.add(column.key);
    if (column?.kind === 'param') keys.params.add(column.key);
    if (column?.kind === 'tag') keys.tags.add(column.key);
  }
  return { metrics: [...keys.metrics], params: [...keys.params], tags: [...keys.tags] };
}

/** MLflow cannot order by what it does not store. */
const NOT_ORDERED: readonly RunAttribute[] = ['duration', 'experiment', 'lifecycle_stage'];

/** How runs are ordered by a column, in MLflow's grammar; null where that is not possible. */
export function orderByColumn(column: RunColumn, descending: boolean): string | null {
  if (column.kind === 'attribute' && NOT_ORDERED.includes(column.key)) return null;
  const field = column.kind === 'attribute' ? columnId(column) : quotedField(column.kind, column.key);
  return field === null ? null : `${field} ${descending ? 'DESC' : 'ASC'}`;
}

/** A key as MLflow's grammar takes any key: in backticks, or in double quotes if it holds one; null if it holds both. */
function quotedField(kind: 'metric' | 'param' | 'tag', key: string): string | null {
  if (!key.includes('`')) return `${PREFIXES[kind]}\`${key}\``;
  return key.includes('"') ? null : `${PREFIXES[kind]}"${key}"`;
}
