import { describe, expect, test } from 'vitest';
import { failureSentence } from '../../../../src/base/result';
import { EXPERIMENT_SEARCH } from '../../../../src/domain/search/experimentSearch';
import { type FilterExpression } from '../../../../src/domain/search/filterExpression';
import { LOGGED_MODEL_SEARCH } from '../../../../src/domain/search/loggedModelSearch';
import { mlflowFilter } from '../../../../src/domain/search/mlflowFilter';
import { MODEL_SEARCH } from '../../../../src/domain/search/modelSearch';
import { parseFilter } from '../../../../src/domain/search/parseFilter';
import { completeOrder, parseOrder } from '../../../../src/domain/search/parseOrder';
import { RUN_SEARCH } from '../../../../src/domain/search/runSearch';
import { type SearchKind } from '../../../../src/domain/search/searchKind';
import { VERSION_SEARCH } from '../../../../src/domain/search/versionSearch';

/** A filter as it was understood, in one writing. */
function shown(expression: FilterExpression): string {
  switch (expression.kind) {
    case 'comparison': {
      const { entity, key, history } = expression.field;
      const field = `${entity}:${key}`;
      return [history === undefined ? field : `${history}(${field})`, expression.operator, JSON.stringify(expression.value)].join(' ');
    }
    case 'not':
      return `not[${shown(expression.part)}]`;
    case 'and':
    case 'or':
      return `${expression.kind}[${expression.parts.map(shown).join(', ')}]`;
  }
}

function understood(text: string, kind: SearchKind = RUN_SEARCH): string {
  const parsed = parseFilter(text, kind);
  if (!parsed.ok) return failureSentence(parsed.failure);
  return parsed.value.expression === null ? '' : shown(parsed.value.expression);
}

describe('what MLflow understands', () => {
  test.each([
    ['', ''],
    [' \n', ''],
    ['metrics.loss<=.5', 'metric:loss <= 0.5'],
    ['metric.`a b` > -1.5e-3', 'metric:a b > -0.0015'],
    ['metrics."a""b" != 5.', 'metric:a""b != 5'],
    ["metrics.a.b_1.ü = 1 and params.`1a` LIKE 'x%'", 'and[metric:a.b_1.ü = 1, param:1a LIKE "x%"]'],
    ['params."`a`" = "it\'s"', 'param:a = "it\'s"'],
    ["parameters.'a b' = 'it''s' AND tags.t = 'c:\\'", 'and[param:a b = "it\'\'s", tag:t = "c:\\\\"]'],
    ["params.p = 'x\\' AND y'", 'param:p = "x\\\\\' AND y"'],
    ['tag.mlflow.runName is not null AND params.x IS NULL', 'and[tag:mlflow.runName IS NOT NULL null, param:x IS NULL null]'],
    [
      "`run name` = 'a' AND Created > 5 AND attr.status != 'FAILED'",
      'and[attribute:run_name = "a", attribute:start_time > 5, attribute:status != "FAILED"]',
    ],
    ["run_id not in ('a',\"b\",) AND dataset.digest IN ('d')", 'and[attribute:run_id NOT IN ["a","b"], dataset:digest IN ["d"]]'],
  ])('%s', (text, expected) => {
    expect(understood(text)).toBe(expected);
    const parsed = parseFilter(text, RUN_SEARCH);
    expect(parsed.ok && parsed.value.beyondMlflow).toBeNull();
  });

  test('of other kinds', () => {
    expect(understood("experiment_id IN ('007') AND tags.a IS NULL", EXPERIMENT_SEARCH)).toBe(
      'and[attribute:experiment_id IN ["7"], tag:a IS NULL null]',
    );
    expect(understood("name in ('a') and tag.x ilike 'b'", MODEL_SEARCH)).toBe('and[attribute:name IN ["a"], tag:x ILIKE "b"]');
    expect(understood("version_number >= '2' AND source_path = 's'", VERSION_SEARCH)).toBe(
      'and[attribute:version_number >= 2, attribute:source_path = "s"]',
    );
    expect(understood("creation_time > 1.5 AND params.`a` NOT IN ('b')", LOGGED_MODEL_SEARCH)).toBe(
      'and[attribute:creation_timestamp > 1.5, param:a NOT IN ["b"]]',
    );
  });
});

describe('beyond MLflow', () => {
  test.each([
    ["params.p = 'a' OR params.q = 'b' AND NOT params.r = 'c'", 'or[param:p = "a", and[param:q = "b", not[param:r = "c"]]]', 'OR', 15],
    ["NOT NOT (params.p = 'a' or params.q = 'b')", 'not[not[or[param:p = "a", param:q = "b"]]]', 'NOT', 0],
    ["(params.p = 'a')", 'param:p = "a"', '(', 0],
    ['metrics.a > 1 AND max( metrics.`b c` ) < 2', 'and[metric:a > 1, max(metric:b c) < 2]', 'max( metrics.`b c` )', 18],
    ['first(metrics.a) = 1', 'first(metric:a) = 1', 'first(metrics.a)', 0],
  ])('%s', (text, expected, what, at) => {
    expect(understood(text)).toBe(expected);
    const parsed = parseFilter(text, RUN_SEARCH);
    expect(parsed.ok && parsed.value.beyondMlflow).toEqual({ what, at, length: what.length });
  });

  test.each([
    [
      VERSION_SEARCH,
      "stage = 'production' AND alias IS NULL",
      'and[attribute:stage = "Production", attribute:alias IS NULL null]',
      'stage',
    ],
    [
      VERSION_SEARCH,
      "name = 'm' AND creation_timestamp > 5",
      'and[attribute:name = "m", attribute:creation_timestamp > 5]',
      'creation_timestamp',
    ],
    [EXPERIMENT_SEARCH, "name like 'a'", 'attribute:name LIKE "a"', 'like'],
  ])('%#', (kind, text, expected, what) => {
    expect(understood(text, kind)).toBe(expected);
    const parsed = parseFilter(text, kind);
    expect(parsed.ok && parsed.value.beyondMlflow?.what).toBe(what);
  });

  test('a server is not sent it', () => {
    const refused = mlflowFilter("params.ü😀 = 'a'", [], RUN_SEARCH);
    expect(refused.ok).toBe(false);
    const beyond = mlflowFilter("tags.t = '😀' OR params.p = 'a'", [], RUN_SEARCH);
    expect(beyond.ok ? '' : failureSentence(beyond.failure)).toBe(
      "'OR' at character 14 is understood on a database file only; this server takes MLflow's own filters. Join conditions with AND, and leave it out.",
    );
    expect(mlflowFilter(' metrics.a > 1 ', [' start_time DESC '], RUN_SEARCH)).toEqual({
      ok: true,
      value: { filter: 'metrics.a > 1', orderBy: ['start_time DESC'] },
    });
    expect(mlflowFilter('', ['nothing'], RUN_SEARCH).ok).toBe(false);
  });
});

describe('a wrong filter names the place and what was expected there', () => {
  test.each([
    ['metrics.a', 9, 0, 'an operator (=, !=, >, >=, <, <=)', ''],
    ['metrics.a >', 11, 0, 'a number', ''],
    ["metrics.a > '1'", 12, 3, 'a number', "'1'"],
    ['metrics.a == 1', 10, 2, 'an operator (=, !=, >, >=, <, <=)', '=='],
    ['params.p = x', 11, 1, 'a text in quotes', 'x'],
    ["params.p = 'x", 11, 2, "a closing '", "'x"],
    ['params.`p = 1', 7, 6, 'a closing `', '`p = 1'],
    ["params.p = 'a' tags.t = 'b'", 15, 4, 'AND, OR or the end', 'tags'],
    [
      "params.p = 'a' AND",
      18,
      0,
      'a field (metrics.KEY, params.KEY, tags.KEY, dataset.KEY, run_id, run_name, status, user_id, artifact_uri, start_time, end_time)',
      '',
    ],
    ["(params.p = 'a'", 15, 0, "AND, OR or ')'", ''],
    ['metrics.in > 1', 8, 2, 'a key of words with dots between them, or one in backticks', 'in'],
    ['metrics.a-b > 1', 9, 1, 'an operator (=, !=, >, >=, <, <=)', '-'],
    ["run_id IN 'a'", 10, 3, "a list, such as ('a', 'b')", "'a'"],
    ["run_id IN ('a' 'b')", 15, 3, "',' or ')'", "'b'"],
    ['min(params.p) > 1', 4, 6, 'a metric', 'params'],
    ["dataset.foo = 'a'", 8, 3, 'name, digest, context', 'foo'],
  ])('%s', (text, at, length, expected, found) => {
    const parsed = parseFilter(text, RUN_SEARCH);
    expect(parsed).toMatchObject({ ok: false, failure: { reason: 'invalid' }, problem: { at, length, expected, found, clause: 0 } });
  });

  test('in one sentence with an example', () => {
    expect(understood("tags.t = '😀' metrics.a\n> x")).toBe(
      "The filter is wrong at character 14: expected AND, OR or the end, found metrics. For example: metrics.accuracy > 0.9 AND params.model = 'tree'.",
    );
    expect(understood('\u202e')).toContain('found \\u{202e}.');
  });

  test('nests and joins only so much', () => {
    expect(understood(`${'('.repeat(51)}params.p = 'a'${')'.repeat(51)}`)).toContain('expected no more than 50 levels');
    expect(understood(Array.from({ length: 201 }, () => 'metrics.a > 1').join(' AND '))).toContain('expected no more than 200 conditions');
    expect(understood(`params.p = '${"''".repeat(100_000)}`)).toContain("expected a closing '");
  });
});

describe('orders', () => {
  const order = (clauses: readonly string[], kind: SearchKind = RUN_SEARCH) => {
    const parsed = parseOrder(clauses, kind);
    if (!parsed.ok) return failureSentence(parsed.failure);
    return completeOrder(parsed.value, kind).map(({ field, descending }) => `${field.entity}:${field.key}${descending ? ' DESC' : ''}`);
  };

  test('end with what MLflow decides ties by', () => {
    expect(order([])).toEqual(['attribute:start_time DESC', 'attribute:run_id']);
    expect(order(['metrics.`a b` desc', 'Created'])).toEqual(['metric:a b DESC', 'attribute:start_time', 'attribute:run_id']);
    expect(order(['name', 'name DESC'], EXPERIMENT_SEARCH)).toEqual(['attribute:name', 'attribute:experiment_id DESC']);
    expect(order(['timestamp DESC'], MODEL_SEARCH)).toEqual(['attribute:last_updated_timestamp DESC', 'attribute:name']);
    expect(order(['creation_timestamp'], VERSION_SEARCH)).toEqual([
      'attribute:creation_timestamp',
      'attribute:name',
      'attribute:version_number DESC',
    ]);
    expect(order(['metrics.a DESC'], LOGGED_MODEL_SEARCH)).toEqual([
      'metric:a DESC',
      'attribute:creation_timestamp DESC',
      'attribute:model_id',
    ]);
  });

  test('that are wrong name the clause', () => {
    expect(parseOrder(['start_time', 'metrics.a DOWN'], RUN_SEARCH)).toMatchObject({
      failure: { message: 'The order is wrong at character 11: expected ASC, DESC or the end, found DOWN.' },
      problem: { at: 10, length: 4, clause: 1 },
    });
    expect(order(['start_time', 'created DESC'])).toContain('a field that the order does not name already');
  });
});
