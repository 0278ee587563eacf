import { describe, expect, test } from 'vitest';
import { success } from '../../../src/base/result';
import { type EmbeddingDrift } from '../../../src/domain/embeddingDrift';
import { driftJunit } from '../../../src/commandLine/driftJunit';
import { driftMarkdown } from '../../../src/commandLine/driftMarkdown';
import { driftText } from '../../../src/commandLine/driftText';
import { driftVerdict } from '../../../src/commandLine/driftVerdict';
import { embeddingOptions, embeddingSettings } from '../../../src/commandLine/embeddingOptions';
import { parseArguments } from '../../../src/commandLine/parseArguments';
import { driftReport } from '../../support/reportValues';

function read(...args: readonly string[]) {
  const parsed = parseArguments(args, embeddingOptions, []);
  return parsed.ok ? embeddingSettings(parsed.value.values) : parsed;
}

describe('embeddings on the command line', () => {
  test('are read by name', () => {
    expect(read()).toEqual(success({}));
    expect(read('--embeddings', 'a=x,y', '--embeddings=b=v*')).toEqual(
      success({ embeddings: { a: { columns: ['x', 'y'] }, b: { columns: ['v*'] } } }),
    );
    const all = ['--embeddings-method=a=distance:cosine', '--embeddings-components=a=3', '--embeddings-bootstrap=a'];
    expect(read('--embeddings=a=x', ...all)).toEqual(
      success({ embeddings: { a: { columns: ['x'], method: 'distance', distance: 'cosine', components: 3, bootstrap: true } } }),
    );
    expect(read('--embeddings=a=x', '--embeddings-method=a=mmd', '--embeddings-threshold=a=0.1')).toEqual(
      success({ embeddings: { a: { columns: ['x'], method: 'mmd', threshold: 0.1 } } }),
    );
  });

  test.each([
    [['--embeddings=x,y'], /not of the form NAME=A,B/],
    [['--embeddings=a=,'], /"a" has no columns/],
    [['--embeddings-method=a=mmd'], /does not say which columns "a" is of/],
    [['--embeddings-bootstrap=a'], /does not say which columns "a" is of/],
    [['--embeddings=a=x', '--embeddings-method=a=pca'], /"pca" is none of model, distance, ratio, mmd/],
    [['--embeddings=a=x', '--embeddings-method=a=distance:far'], /"distance:far" is none of/],
    [['--embeddings=a=x', '--embeddings-method=a=mmd:cosine'], /only the method distance takes/],
    [['--embeddings=a=x', '--embeddings-components=a=1.5'], /at least one component/],
    [['--embeddings=a=x', '--embeddings-threshold=a=many'], /"many" of "a" is not a number/],
  ])('%j is wrong', (args, message) => {
    const result = read(...args);
    expect(result.ok ? '' : result.failure.message).toMatch(message);
  });
});

describe('embeddings in reports', () => {
  const drifted: EmbeddingDrift = {
    name: 'no|te',
    method: 'distance',
    status: 'ok',
    reason: null,
    score: 0.5,
    threshold: 0.2,
    drifted: true,
    dimensions: 3,
    rows: { reference: 9, current: 8 },
    leftOut: { reference: 0, current: 0 },
    inputs: [{ name: 'distance', value: 'cosine' }],
  };
  const broken: EmbeddingDrift = {
    ...drifted,
    name: 'image',
    method: 'mmd',
    status: 'not_computable',
    reason: 'Too few.',
    score: null,
    threshold: null,
    drifted: null,
    inputs: [],
  };
  const report = { ...driftReport(), columns: [], embeddings: [drifted, broken] };
  const made = [{ name: 'm', report: success(report) }];

  test('as text', () => {
    const lines = driftText(report).split('\n');
    expect(lines.at(-3)).toMatch(/^EMBEDDING +METHOD +SCORE +THRESHOLD +VERDICT +DIMENSIONS +NOTE/);
    expect(lines.at(-2)).toMatch(/^no\|te +distance \(cosine\) +0\.5 +0\.2 +drifted +3/);
    expect(lines.at(-1)).toMatch(/^image +mmd +– +– +not computable +3 +Too few\./);
    expect(driftText(driftReport())).not.toContain('EMBEDDING');
  });

  test('as Markdown, with their names escaped', () => {
    expect(driftMarkdown(made)).toContain('| `no\\|te` | drifted | distance (cosine) | 0.5 > 0.2 |');
  });

  test('as test cases', () => {
    const junit = driftJunit(made);
    expect(junit).toContain('name="embedding no|te"><failure message="distance (cosine) 0.5, threshold 0.2"/>');
    expect(junit).toContain('name="embedding image"><error message="Too few."/>');
  });

  test('count where any drift fails', () => {
    expect(driftVerdict(made, 'any')).toEqual({ exitCode: 3 });
    const steady = { ...report, embeddings: [{ ...drifted, drifted: false }] };
    expect(driftVerdict([{ name: 'm', report: success(steady) }], 'any')).toEqual({});
    expect(driftVerdict([{ name: 'm', report: success({ ...report, embeddings: [broken] }) }], 'any')).toMatchObject({ exitCode: 1 });
  });
});
