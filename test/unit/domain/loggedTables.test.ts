import { expect, test } from 'vitest';
import { loggedTables } from '../../../src/domain/loggedTables';

const tables = (tag: string): readonly string[] => loggedTables({ 'mlflow.loggedArtifacts': tag });

test('the tables of a run are those of its tag, each once', () => {
  expect(loggedTables({ other: '[]' })).toEqual([]);
  expect(tables('[{"path": "eval_results_table.json", "type": "table"}, {"path": "a/b.json", "type": "table"}]')).toEqual([
    'eval_results_table.json',
    'a/b.json',
  ]);
  expect(tables('[{"path": "a.json", "type": "table"}, {"path": "a.json", "type": "table"}, {"path": "i.png", "type": "image"}]')).toEqual([
    'a.json',
  ]);
});

test.each(['', '{', '{}', 'null', '[null, 3, [], {"type": "table"}, {"path": 3, "type": "table"}, {"path": "", "type": "table"}]'])(
  'a tag %j that is not MLflow’s says none',
  tag => expect(tables(tag)).toEqual([]),
);
