import { expect, test } from 'vitest';
import { completeFilter, quotedKey } from '../../../../src/domain/search/completeFilter';
import { parseFilter } from '../../../../src/domain/search/parseFilter';
import { RUN_SEARCH } from '../../../../src/domain/search/runSearch';
import { VERSION_SEARCH } from '../../../../src/domain/search/versionSearch';

const known = { metric: ['loss', 'val loss', 'val/acc', 'a`b'], param: ['depth'], tag: ['mlflow.note'] };

/** Suggestions at the bar, and the text that they replace. */
function at(marked: string, kind = RUN_SEARCH): { readonly labels: readonly string[]; readonly replaced: string | null } {
  const cursor = marked.indexOf('|');
  const text = marked.replace('|', '');
  const found = completeFilter(text, cursor, kind, known);
  const [first] = found;
  return { labels: found.map(({ label }) => label), replaced: first === undefined ? null : text.slice(first.from, first.to) };
}

test.each([
  [
    '|',
    [
      'metrics.',
      'params.',
      'tags.',
      'dataset.',
      'run_id',
      'run_name',
      'status',
      'user_id',
      'artifact_uri',
      'start_time',
      'end_time',
      'NOT',
      'min(metrics.',
      'max(metrics.',
      'first(metrics.',
    ],
    '',
  ],
  ['me|', ['metrics.'], 'me'],
  ["status = 'x' AND st|", ['status', 'start_time'], 'st'],
  ['metrics.|', ['metrics.loss', 'metrics.`val loss`', 'metrics.`val/acc`', 'metrics."a`b"'], 'metrics.'],
  ['metrics.va|', ['metrics.`val loss`', 'metrics.`val/acc`'], 'metrics.va'],
  ['metrics.`val l|', ['metrics.`val loss`'], 'metrics.`val l'],
  ['max(metrics.lo|', ['metrics.loss'], 'metrics.lo'],
  ['dataset.|', ['dataset.name', 'dataset.digest', 'dataset.context'], 'dataset.'],
  ['attr.end|', ['attr.end_time'], 'attr.end'],
  ['metrics.loss |', ['=', '!=', '>', '>=', '<', '<='], ''],
  ['metrics.loss >|', ['>', '>='], '>'],
  ['max(metrics.loss) |', ['=', '!=', '>', '>=', '<', '<='], ''],
  ['params.depth |', ['=', '!=', 'LIKE', 'ILIKE', 'IS NULL', 'IS NOT NULL'], ''],
  ['params.depth li|', ['LIKE'], 'li'],
  ['metrics.loss > |', [], null],
  ["run_id IN ('a', |", [], null],
  ['metrics.loss > 1 |', ['AND', 'OR'], ''],
  ["run_id IN ('a') |", ['AND', 'OR'], ''],
  ['params.depth IS NULL a|', ['AND'], 'a'],
  [
    'metrics.loss > 1 AND (|',
    [
      'metrics.',
      'params.',
      'tags.',
      'dataset.',
      'run_id',
      'run_name',
      'status',
      'user_id',
      'artifact_uri',
      'start_time',
      'end_time',
      'NOT',
      'min(metrics.',
      'max(metrics.',
      'first(metrics.',
    ],
    '',
  ],
  ['NOT sta|tus', ['status', 'start_time'], 'sta'],
])('%s', (marked, labels, replaced) => {
  expect(at(marked)).toEqual({ labels, replaced });
});

test('versions have fields beyond MLflow, and no history of metrics', () => {
  expect(at('al|', VERSION_SEARCH).labels).toEqual(['alias']);
  expect(at('m|', VERSION_SEARCH).labels).toEqual([]);
});

test('a suggested key is read as that key', () => {
  for (const key of ['loss', 'a.b', 'in', 'a.case.b', 'val loss', 'a`b', '1a', 'ü', 'a-b', '.a', 'x in']) {
    const parsed = parseFilter(`metrics.${quotedKey(key)} > 1`, RUN_SEARCH);
    expect(parsed).toMatchObject({ ok: true, value: { expression: { field: { key } } } });
  }
});
