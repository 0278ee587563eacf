import { columnId, RUN_ATTRIBUTES } from '../../src/domain/runColumn';
import { type RunKeys } from '../../src/domain/run';
import { columnTitle } from './columnWords';

/** Every column that these runs could have, in the order in which they are offered. */
export function allColumns(keys: RunKeys): readonly string[] {
  return [
    ...RUN_ATTRIBUTES.map(key => columnId({ kind: 'attribute', key })),
    ...keys.metrics.map(key => columnId({ kind: 'metric', key })),
    ...keys.params.map(key => columnId({ kind: 'param', key })),
    ...keys.tags.map(key => columnId({ kind: 'tag', key })),
  ];
}

/** Columns whose name holds the text, in any case; the kind of a key may be part of it: "metrics.auc". */
export function matchingColumns(columns: readonly string[], text: string): readonly string[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return columns;
  return columns.filter(id => id.toLowerCase().includes(wanted) || columnTitle(id).name.toLowerCase().includes(wanted));
}
