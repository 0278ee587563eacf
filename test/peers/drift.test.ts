import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unattendedJob } from '../../src/base/protocol';
import { failure } from '../../src/base/result';
import { type DriftMethod, driftMethods } from '../../src/domain/driftMethod';
import { type ColumnType } from '../../src/drift/contract';
import { compareInThread } from '../../src/drift/columnWork';
import { createDriftService } from '../../src/drift/driftService';
import { driftTests } from '../../src/drift/driftTests';
import { TableFolder, value } from '../unit/data/tables';
import { differences, type EvidentlyResult, request } from '../unit/drift/evidently';
import { peersPython } from '../support/peersPython';

/** Two tables to compare, by both. */
interface Pair {
  readonly name: string;
  readonly reference: string;
  readonly current: string;
  readonly types?: Readonly<Record<string, ColumnType>>;
  readonly roles?: { readonly target: string; readonly prediction?: string };
}

/** Real data on which every method is asked for by name. */
const BY_METHOD = [
  'breast_cancer parquet',
  'wine csv',
  'diabetes parquet',
  'iris csv',
  'digits parquet',
  'docstrings',
  'flights of the sample',
];

const script = fileURLToPath(new URL('drift_peer.py', import.meta.url));
const folder = new TableFolder();
afterAll(() => folder.remove());

/** What the script prints, given JSON on its input. */
function peer<T>(args: readonly string[], input: unknown = null): T {
  const run = spawnSync(peersPython(), [script, ...args], { input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as T;
}

describe('drift against Evidently', () => {
  const service = createDriftService({
    tables: folder.reader,
    resolveModel: () => Promise.resolve(failure('not_found', 'No model.')),
    readModelFolder: () => Promise.resolve(failure('not_found', 'No model.')),
    runTask: compareInThread,
  });
  let pairs: readonly Pair[] = [];
  let results: readonly EvidentlyResult[] = [];
  beforeAll(() => {
    pairs = [...peer<Pair[]>(['datasets', folder.path]), ...samplePairs(), ...goldenPairs()];
    results = peer<EvidentlyResult[]>(['compare'], pairs);
  });

  it('compares real data sets, made ones, CSV and Parquet', () => {
    const names = pairs.map(pair => pair.name);
    for (const name of ['breast_cancer', 'wine', 'diabetes', 'iris', 'digits'])
      expect(names).toEqual(expect.arrayContaining([`${name} csv`, `${name} parquet`]));
    expect(names).toEqual(expect.arrayContaining(['flights of the sample', 'typed', '900 rows against 12,000', 'golden edges']));
    expect(results.length).toBe(pairs.length);
    const methods = new Set(results.flatMap(result => result.columns.map(column => column.method)));
    const defaults = ['Jensen-Shannon distance', 'K-S p_value', 'Wasserstein distance (normed)', 'Z-test p_value', 'chi-square p_value'];
    expect([...methods]).toEqual(expect.arrayContaining([...defaults, 'Percentile text content drift']));
  });

  it('infers the same types and gives the same methods, scores and verdicts', async () => {
    const found: string[] = [];
    let scores = 0;
    for (const [k, pair] of pairs.entries()) {
      const expected = results[k];
      if (expected === undefined) throw new Error(`Evidently gave nothing for ${pair.name}.`);
      const types = pair.types ?? {};
      const report = value(await service.compute(request(pair.reference, pair.current, { types }), unattendedJob()));
      found.push(...differences(report, expected, new Set(Object.keys(types))));
      scores += expected.columns.filter(column => column.score !== undefined).length;
    }
    expect(found).toEqual([]);
    expect(scores).toBeGreaterThan(300);
  });

  it('gives the same score and verdict by every method that is asked for by name', async () => {
    const asked = await Promise.all(pairs.filter(({ name }) => BY_METHOD.includes(name)).map(methodRequest));
    expect(asked.map(({ name }) => name)).toEqual(BY_METHOD);
    const expected = peer<(EvidentlyResult & { method: DriftMethod })[]>(['methods'], asked);
    const found: string[] = [];
    const scores = new Map<DriftMethod, number>();
    for (const result of expected) {
      const pair = asked.find(({ name }) => result.name === `${name} by ${result.method}`);
      if (pair === undefined) throw new Error(`Nobody asked for ${result.name}.`);
      const columns = result.columns.map(({ name }) => name);
      if (columns.length === 0) continue;
      const more = { columns, methods: { all: result.method } };
      found.push(...differences(value(await service.compute(request(pair.reference, pair.current, more), unattendedJob())), result));
      const finite = result.columns.filter(({ score }) => typeof score === 'number');
      scores.set(result.method, (scores.get(result.method) ?? 0) + finite.length);
    }
    expect(found).toEqual([]);
    expect([...scores.keys()].sort()).toEqual([...driftTests.keys()].sort());
    // Evidently fails by these wherever the sizes differ, as they do in most data.
    const mostlyFail: readonly DriftMethod[] = ['g_test', 'fisher_exact'];
    for (const [method, count] of scores) {
      const least = driftMethods[method].types.includes('text') ? 1 : mostlyFail.includes(method) ? 0 : 5;
      expect(count, method).toBeGreaterThanOrEqual(least);
    }
  });

  it('gives the same score and verdict by every method that is asked for by name in the old table', async () => {
    const chosen = pairs.filter(({ name }) => BY_METHOD.includes(name) && name !== 'docstrings');
    const asked = await Promise.all(chosen.map(tableMethodRequest));
    const expected = peer<(EvidentlyResult & { method: DriftMethod })[]>(['tableMethods'], asked);
    const found: string[] = [];
    const scores = new Map<DriftMethod, number>();
    for (const result of expected) {
      const pair = asked.find(({ name }) => result.name === `${name} by ${result.method}`);
      if (pair === undefined) throw new Error(`Nobody asked for ${result.name}.`);
      const columns = result.columns.map(({ name }) => name);
      if (columns.length === 0) continue;
      // A column with a role is compared whether it is asked for or not.
      const roles = pair.roles !== undefined && columns.includes(pair.roles.target) ? pair.roles : {};
      const more = { profile: 'evidently-legacy', columns, methods: { all: result.method }, roles } as const;
      found.push(...differences(value(await service.compute(request(pair.reference, pair.current, more), unattendedJob())), result));
      const finite = result.columns.filter(({ score }) => typeof score === 'number');
      scores.set(result.method, (scores.get(result.method) ?? 0) + finite.length);
    }
    expect(found).toEqual([]);
    expect([...scores.keys()].sort()).toEqual([...driftTests.keys()].filter(method => !driftMethods[method].types.includes('text')).sort());
    const mostlyFail: readonly DriftMethod[] = ['g_test', 'fisher_exact'];
    for (const [method, count] of scores) if (!mostlyFail.includes(method)) expect(count, method).toBeGreaterThan(2);
  });

  it('gives the same types, methods, scores and verdicts by the old table', async () => {
    const chosen = [...pairs.filter(({ name }) => !name.startsWith('golden') && !name.includes('csv')), ...withRoles(pairs)];
    expect(chosen.length).toBeGreaterThan(8);
    const expected = peer<EvidentlyResult[]>(['tables'], chosen);
    const found: string[] = [];
    for (const [k, pair] of chosen.entries()) {
      const theirs = expected[k];
      if (theirs === undefined) throw new Error(`Evidently gave nothing for ${pair.name}.`);
      const more = { profile: 'evidently-legacy', roles: pair.roles ?? {} } as const;
      found.push(...differences(value(await service.compute(request(pair.reference, pair.current, more), unattendedJob())), theirs));
    }
    expect(found).toEqual([]);
    expect(expected.flatMap(({ columns }) => columns).filter(({ score }) => typeof score === 'number').length).toBeGreaterThan(150);
  });

  function withRoles(from: readonly Pair[]): Pair[] {
    return from
      .filter(({ name }) => name === 'flights of the sample')
      .map(pair => ({ ...pair, name: `${pair.name} with roles`, roles: { target: 'late', prediction: 'prediction' } }));
  }

  /** The first columns of a pair, and every method that is there, for the columns of its types. */
  async function methodRequest(
    pair: Pair,
  ): Promise<Pair & { columns: readonly string[]; methods: readonly { method: DriftMethod; kinds: readonly string[] }[] }> {
    const table = await folder.open(pair.reference);
    const columns = [...table.columns.slice(0, 9), ...table.columns.slice(-2)].map(({ name }) => name);
    // Evidently's kernel matrix has the square of all rows.
    const methods = [...driftTests.keys()].filter(method => method !== 'empirical_mmd' || table.rowCount < 1000);
    table.close();
    const kinds = { numeric: 'num', categorical: 'cat', text: 'text' } as const;
    return {
      ...pair,
      columns: [...new Set(columns)],
      methods: methods.map(method => ({ method, kinds: driftMethods[method].types.map(type => kinds[type]) })),
    };
  }

  /** A few columns of a pair, among them its target, and every method that compares numbers or categories. */
  async function tableMethodRequest(
    pair: Pair,
  ): Promise<Pair & { columns: readonly string[]; methods: readonly { method: DriftMethod; kinds: readonly string[] }[] }> {
    const table = await folder.open(pair.reference);
    const names = table.columns.map(({ name }) => name);
    const target = names.find(name => name === 'target' || name === 'late');
    const columns = [...new Set([...names.slice(0, 4), ...(target === undefined ? [] : [target])])];
    const methods = [...driftTests.keys()].filter(method => method !== 'empirical_mmd' || table.rowCount < 200);
    table.close();
    const kinds = { numeric: 'num', categorical: 'cat', text: 'text' } as const;
    return {
      ...pair,
      ...(target === undefined ? {} : { roles: { target } }),
      columns,
      methods: methods.map(method => ({ method, kinds: driftMethods[method].types.map(type => kinds[type]) })),
    };
  }

  function samplePairs(): Pair[] {
    const data = (side: string): string => fileURLToPath(new URL(`../../media/sample/data/${side}.parquet`, import.meta.url));
    return [{ name: 'flights of the sample', reference: data('reference'), current: data('current') }];
  }

  /** The tables of the golden file, compared afresh: the golden numbers themselves must still be Evidently's. */
  function goldenPairs(): Pair[] {
    const golden = JSON.parse(readFileSync(new URL('../golden/drift/drift_golden.json', import.meta.url), 'utf8')) as {
      cases: readonly Pair[];
    };
    return golden.cases.map(({ name, reference, current, types }) => ({
      name: `golden ${name}`,
      reference: folder.write(reference, `golden ${name} reference.csv`),
      current: folder.write(current, `golden ${name} current.csv`),
      types: types ?? {},
    }));
  }
});
