import { failure, success, type Result } from '../../base/result';
import { type ExperimentId } from '../../domain/ids';
import { type RunKeys } from '../../domain/run';
import { shownText } from '../../domain/shownText';
import { type Connection } from './connection';

/** Up to so many runs, their own rows are read; beyond, the keys of the whole database are tried one by one. */
const FEW_RUNS = 2000;

/**
 * The distinct keys of some experiments' runs, deleted ones included. Of few runs each row is read. Of many, the table's
 * keys are found by skipping through its primary key, which begins with them, and a key counts as soon as one run of
 * these experiments has it: a few milliseconds for millions of rows, and one pass over them at worst.
 */
export function listRunKeys(connection: Connection, experiments: readonly ExperimentId[]): Result<RunKeys> {
  const odd = experiments.find(id => !/^[0-9]{1,19}$/.test(id));
  if (odd !== undefined) return failure('invalid', `'${shownText(odd)}' is not the id of an experiment.`);
  const inThese = `r.experiment_id IN (${experiments.join(', ')})`;
  const few = connection.tuples<[id: string]>(`SELECT r.run_uuid FROM runs r WHERE ${inThese} LIMIT ${FEW_RUNS + 1}`).flat();
  const keys = (table: string): string[] =>
    few.length > FEW_RUNS
      ? connection.tuples<[key: string]>(keysOfMany(table, inThese)).flat()
      : connection.tuples<[key: string]>(keysOfFew(table), { ids: JSON.stringify(few) }).flat();
  return success({ metrics: keys('latest_metrics'), params: keys('params'), tags: keys('tags') });
}

function keysOfFew(table: string): string {
  return `SELECT DISTINCT t.key FROM json_each(@ids) j CROSS JOIN ${table} t ON t.run_uuid = j.value ORDER BY t.key`;
}

function keysOfMany(table: string, inThese: string): string {
  return `WITH RECURSIVE keys(key) AS (
      SELECT MIN(key) FROM ${table}
      UNION ALL SELECT (SELECT MIN(t.key) FROM ${table} t WHERE t.key > keys.key) FROM keys WHERE keys.key IS NOT NULL)
    SELECT key FROM keys
    WHERE key IS NOT NULL AND EXISTS (
      SELECT 1 FROM ${table} t CROSS JOIN runs r ON r.run_uuid = t.run_uuid WHERE t.key = keys.key AND ${inThese})
    ORDER BY key`;
}
