import { describe, expect, it } from 'vitest';
import { type LoggedDataset } from '../../../src/domain/run';
import { type SignatureColumn } from '../../../src/formats/contract';
import { compareDatasets } from '../../../src/versions/compareDatasets';
import { compareFiles } from '../../../src/versions/compareFiles';
import { compareMetrics } from '../../../src/versions/compareMetrics';
import { compareSignatures } from '../../../src/versions/compareSignatures';
import { compareTexts } from '../../../src/versions/textRows';

describe('metrics of two runs', () => {
  it('are paired by name, with the change in numbers and as a part', () => {
    expect(compareMetrics({ from: { auc: 0.8, loss: 2, gone: 1 }, to: { auc: 0.9, loss: 2, fresh: 3 } })).toEqual([
      {
        name: 'auc',
        from: 0.8,
        to: 0.9,
        difference: 'different',
        change: expect.closeTo(0.1, 12),
        relativeChange: expect.closeTo(0.125, 12),
      },
      { name: 'fresh', from: null, to: 3, difference: 'onlyTo', change: null, relativeChange: null },
      { name: 'gone', from: 1, to: null, difference: 'onlyFrom', change: null, relativeChange: null },
      { name: 'loss', from: 2, to: 2, difference: 'same', change: 0, relativeChange: 0 },
    ]);
  });

  it('a NaN is the same as a NaN, and what is not finite has no change in numbers', () => {
    const rows = compareMetrics({ from: { a: NaN, b: NaN, c: -Infinity, d: 0 }, to: { a: NaN, b: 1, c: -Infinity, d: 5 } });
    expect(rows.map(({ from, to, difference, change, relativeChange }) => [from, to, difference, change, relativeChange])).toEqual([
      ['NaN', 'NaN', 'same', null, null],
      ['NaN', 1, 'different', null, null],
      ['-Infinity', '-Infinity', 'same', null, null],
      [0, 5, 'different', 5, null],
    ]);
  });

  it('of a run that could not be read are not called absent', () => {
    expect(compareMetrics({ from: null, to: { auc: 1 } })[0]).toMatchObject({ from: null, to: 1, difference: 'unknown' });
  });

  it('may have the names of what every object inherits', () => {
    const from = JSON.parse('{"__proto__": 1, "constructor": 2}') as Record<string, number>;
    expect(compareMetrics({ from, to: {} }).map(({ name, from: value, to }) => [name, value, to])).toEqual([
      ['__proto__', 1, null],
      ['constructor', 2, null],
    ]);
  });
});

describe('params and tags', () => {
  it('are compared whole and shown cut', () => {
    const long = 'x'.repeat(100_000);
    const [row] = compareTexts({ from: { p: `${long}a` }, to: { p: `${long}b` } });
    expect(row).toMatchObject({ name: 'p', difference: 'different' });
    expect(row?.from).toHaveLength(4001);
    expect(compareTexts({ from: { '<b>': '' }, to: { '<b>': '' } })).toEqual([{ name: '<b>', from: '', to: '', difference: 'same' }]);
  });
});

describe('signatures', () => {
  const column = (name: string | null, type = 'double', more: Partial<SignatureColumn> = {}): SignatureColumn => ({
    name,
    type,
    required: true,
    ...more,
  });
  const words = (rows: readonly { readonly name: string; readonly difference: string }[]) =>
    rows.map(row => `${row.name} ${row.difference}`);

  it('say which columns were added, removed and changed', () => {
    const from = { inputs: [column('a'), column('b'), column('c'), column('d')], outputs: [column(null, 'long')], params: [] };
    const to = {
      inputs: [column('a'), column('b', 'long'), column('c', 'double', { required: false }), column('e')],
      outputs: [column(null, 'long')],
      params: [],
    };
    const compared = compareSignatures({ from, to });
    expect(compared.verdict).toBe('different');
    expect(words(compared.inputs)).toEqual(['a same', 'b different', 'c different', 'd onlyFrom', 'e onlyTo']);
    expect(words(compared.outputs)).toEqual(['#1 same']);
  });

  it('of the same columns in another order differ in nothing else', () => {
    const from = { inputs: [column('a'), column('b')], outputs: [], params: [] };
    const to = { inputs: [column('b'), column('a')], outputs: [], params: [] };
    expect(compareSignatures({ from, to }).verdict).toBe('orderOnly');
    expect(compareSignatures({ from, to: from }).verdict).toBe('same');
  });

  it('differ by their params and the defaults of these, whose order counts for nothing', () => {
    const param = (name: string, detail: string) => column(name, 'double', { detail });
    const [low, high, beams] = [param('temperature', 'default 0.5'), param('temperature', 'default 0.7'), param('beams', 'default 1')];
    const of = (...params: readonly SignatureColumn[]) => ({ inputs: [column('a')], outputs: [], params });
    const compared = compareSignatures({ from: of(low), to: of(high, beams) });
    expect(compared.verdict).toBe('different');
    expect(words(compared.params)).toEqual(['temperature different', 'beams onlyTo']);
    expect(compareSignatures({ from: of(low, beams), to: of(beams, low) }).verdict).toBe('same');
  });

  it('of tensors differ by their shapes', () => {
    const tensor = (detail: string) => ({ inputs: [column(null, 'tensor', { detail })], outputs: [], params: [] });
    expect(compareSignatures({ from: tensor('float32 (-1, 28)'), to: tensor('float32 (-1, 32)') }).verdict).toBe('different');
  });

  it('with twice the same name keep both columns', () => {
    const twice = { inputs: [column('a'), column('a', 'long')], outputs: [], params: [] };
    expect(compareSignatures({ from: twice, to: twice }).inputs).toHaveLength(2);
  });

  it('of which one is missing are not compared', () => {
    const compared = compareSignatures({ from: null, to: { inputs: [column('a')], outputs: [], params: [] } });
    expect(compared.verdict).toBe('unknown');
    expect(words(compared.inputs)).toEqual(['a unknown']);
  });
});

describe('datasets', () => {
  const dataset = (name: string, digest: string, context: string | null): LoggedDataset => ({
    name,
    digest,
    context,
    sourceType: 'local',
    source: '{}',
    schema: null,
    profile: null,
  });

  it('belong together by name and use, the equal ones first', () => {
    const from = [dataset('flights', '1', 'training'), dataset('flights', '2', 'training'), dataset('old', '3', 'test')];
    const to = [dataset('flights', '2', 'training'), dataset('flights', '9', 'training'), dataset('new', '3', 'test')];
    expect(compareDatasets({ from, to }).map(row => [row.name, row.fromDigest, row.toDigest, row.difference])).toEqual([
      ['flights', '2', '2', 'same'],
      ['flights', '1', '9', 'different'],
      ['old', '3', null, 'onlyFrom'],
      ['new', null, '3', 'onlyTo'],
    ]);
  });
});

describe('files', () => {
  it('of one size are told apart by their digests', () => {
    const facts = (sha256: string) => ({ size: 3, sha256 });
    const from = { MLmodel: facts('a'), 'model.ubj': facts('b'), 'old.txt': facts('c') };
    const to = { MLmodel: facts('a'), 'model.ubj': facts('d') };
    const whole = (files: typeof to) => ({ files: new Map(Object.entries(files)), problem: null });
    const rows = compareFiles({ from: whole(from), to: whole(to) });
    expect(rows.map(({ path, difference }) => [path, difference])).toEqual([
      ['MLmodel', 'same'],
      ['model.ubj', 'different'],
      ['old.txt', 'onlyFrom'],
    ]);
  });

  it('that are missing where not everything was read are not called absent', () => {
    const files = new Map([['MLmodel', { size: 1, sha256: 'a' }]]);
    const [row] = compareFiles({ from: { files, problem: null }, to: { files: new Map(), problem: 'MLmodel could not be read.' } });
    expect(row?.difference).toBe('unknown');
  });
});
