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
import { chiSquareSurvival } from '../../src/numeric/chiSquareSurvival';
import { besselKQuarter } from '../../src/numeric/besselKQuarter';
import { erfc } from '../../src/numeric/erfc';
import { hypergeometricWeights } from '../../src/numeric/hypergeometricWeights';
import { incompleteBeta } from '../../src/numeric/incompleteBeta';
import { lowerIncompleteGamma, upperIncompleteGamma } from '../../src/numeric/incompleteGamma';
import { jensenShannonDistance } from '../../src/numeric/jensenShannonDistance';
import { kolmogorovSurvival } from '../../src/numeric/kolmogorovSurvival';
import { kolmogorovTwoSample } from '../../src/numeric/kolmogorovTwoSample';
import { logGamma } from '../../src/numeric/logGamma';
import { normalSurvival, normalTwoSidedSurvival } from '../../src/numeric/normalSurvival';
import { smirnovSurvival } from '../../src/numeric/smirnovSurvival';
import { studentTwoSidedSurvival } from '../../src/numeric/studentTwoSidedSurvival';
import { sortedDistances } from '../../src/numeric/sortedDistances';
import { TableFolder, value } from '../unit/data/tables';
import { differences, type EvidentlyResult, request } from '../unit/drift/evidently';
import { peersPython } from '../support/peersPython';

/** Two tables to compare, by both. */
interface Pair {
  readonly name: string;
  readonly reference: string;
  readonly current: string;
  readonly types?: Readonly<Record<string, ColumnType>>;
  readonly roles?: { readonly target: string; readonly prediction: string };
}

/** Real data on which every method is asked for by name. */
const BY_METHOD = ['breast_cancer parquet', 'wine csv', 'diabetes parquet', 'iris csv', 'digits parquet', 'flights of the sample'];

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
    expect([...scores.keys()].sort()).toEqual([...driftTests.keys()].filter(method => !driftMethods[method].types.includes('text')).sort());
    // Evidently fails by these wherever the sizes differ, as they do in most data.
    const mostlyFail: readonly DriftMethod[] = ['g_test', 'fisher_exact'];
    for (const [method, count] of scores) if (!mostlyFail.includes(method)) expect(count, method).toBeGreaterThan(4);
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

describe('special functions against SciPy', () => {
  type Balls = readonly [total: number, marked: number, drawn: number];
  const hypergeometricSum = ([total, marked, drawn]: Balls, isCounted: (hits: number) => boolean): number => {
    const { first, weights, sum } = hypergeometricWeights({ total, marked, drawn });
    return weights.reduce((counted, weight, k) => (isCounted(first + k) ? counted + weight : counted), 0) / sum;
  };
  const functions: Readonly<Record<string, (...values: never[]) => number>> = {
    logGamma,
    upperIncompleteGamma,
    lowerIncompleteGamma,
    incompleteBeta,
    studentTwoSidedSurvival,
    erfc,
    normalSurvival,
    besselKQuarter,
    hypergeometricPmf: (k: number, ...urn: Balls) => hypergeometricSum(urn, hits => hits === k),
    hypergeometricCdf: (k: number, ...urn: Balls) => hypergeometricSum(urn, hits => hits <= k),
    hypergeometricSurvival: (k: number, ...urn: Balls) => hypergeometricSum(urn, hits => hits > k),
    chiSquareSurvival,
    smirnovSurvival,
    normalTwoSidedSurvival,
    kolmogorovSurvival,
    kolmogorovTwoSample,
    jensenShannonDistance,
    wasserstein: (a: number[], b: number[]) => sortedDistances(Float64Array.from(a).sort(), Float64Array.from(b).sort()).wasserstein,
  };

  it('agree within 1e-12 over their ranges, tails included', () => {
    const requests = numberRequests();
    const ours = requests.map(([name, ...values]) => functions[name]?.(...(values as never[])) ?? NaN);
    const scipy = peer<(number | string)[]>(['numbers'], requests);
    const unlike = [...requests.keys()].filter(k => !close(requests[k]?.[0], ours[k], Number(scipy[k])));
    // Where SciPy itself is further from the value than that, the value decides.
    const exact = peer<(number | string | null)[]>(
      ['exact'],
      unlike.map(k => requests[k]),
    );
    const found = unlike
      .filter((k, place) => exact[place] === null || !close(requests[k]?.[0], ours[k], Number(exact[place])))
      .map(k => `${JSON.stringify(requests[k])} = ${ours[k]}, SciPy ${scipy[k]}`);
    expect(found).toEqual([]);
    expect(unlike.length).toBeLessThan(20);
    expect(requests.length).toBeGreaterThan(1500);
  });

  /** 1e-12 relative; SciPy takes the one-sample Kolmogorov survival as 1 - cdf in its middle, within 2e-14. */
  function close(name: string | undefined, ours = NaN, theirs: number): boolean {
    const absolute = name === 'kolmogorovSurvival' || name === 'kolmogorovTwoSample' ? 2e-14 : 1e-300;
    return Math.abs(ours - theirs) <= absolute + 1e-12 * Math.abs(theirs) || (theirs < 1e-290 && ours < 1e-290);
  }

  function numberRequests(): [string, ...unknown[]][] {
    const requests: [string, ...unknown[]][] = [...gammaRequests(), ...betaRequests(), ...urnRequests(), ...kolmogorovRequests()];
    for (const z of [0.01, 0.7, -0.7, -2.5, 1, 2, 3, 5, 9, 14, 25, 37])
      requests.push(['normalTwoSidedSurvival', z], ['normalSurvival', z], ['erfc', z / 1.5]);
    for (const x of [1e-6, 1e-3, 0.05, 0.3, 0.7, 0.99, 1, 1.1, 1.5, 1.99, 2, 2.5, 5, 10, 40, 150, 600])
      requests.push(['besselKQuarter', x]);
    requests.push(
      ['jensenShannonDistance', [0.2, 0.3, 0.5], [0.25, 0.25, 0.5]],
      ['jensenShannonDistance', [7, 0, 3], [0, 2, 9]],
      ['wasserstein', [1, 2, 2.5, 9], [0, 2, 11]],
    );
    return requests;
  }

  function gammaRequests(): [string, ...unknown[]][] {
    const requests: [string, ...unknown[]][] = [];
    const points = [1e-300, 1e-5, 1e-3, 0.3, 0.49, 0.99, 0.999999, 1.0000001, 1.51, 1.9999, 2.001, 2.6, 3.25, 11.99, 17, 400.5, 1e6, 1e12];
    for (const x of points) requests.push(['logGamma', x]);
    for (const a of [0.01, 0.3, 0.5, 1.5, 4, 11.5, 30, 450, 20_000, 1e6]) {
      for (const factor of [0.001, 0.02, 0.5, 0.95, 0.99, 1.02, 1.3, 3, 30])
        requests.push(['upperIncompleteGamma', a, a * factor], ['lowerIncompleteGamma', a, a * factor]);
    }
    for (const degrees of [1, 2, 4, 17, 200, 5000])
      for (const x of [0.01, 1, 9, 60, 350, 1200, 1.1 * degrees]) requests.push(['chiSquareSurvival', x, degrees]);
    return requests;
  }

  function betaRequests(): [string, ...unknown[]][] {
    const requests: [string, ...unknown[]][] = [];
    for (const degrees of [1, 2, 5, 23, 24, 300, 99_998, 2_000_000])
      for (const t of [1e-3, 0.7, -1.5, 2, 5, 20, 35, 150]) requests.push(['studentTwoSidedSurvival', t, degrees]);
    for (const a of [0.3, 0.5, 2, 7.5, 12, 40, 600, 100_000]) {
      for (const b of [0.3, 2, 9, 12.5, 80, 2000, 300_000])
        for (const x of betaArguments(a, b)) requests.push(['incompleteBeta', a, b, x, 1 - x]);
    }
    return requests;
  }

  /** Between 20 standard deviations below the mean and 6 above, and fixed ones. */
  function betaArguments(a: number, b: number): number[] {
    const mean = a / (a + b);
    const deviation = Math.sqrt((mean * (1 - mean)) / (a + b + 1));
    return [...[-20, -6, -2, -0.5, 0, 2, 6].map(steps => mean + steps * deviation).filter(x => x > 0 && x < 1), 1e-8, 0.003, 0.4, 0.9];
  }

  function urnRequests(): [string, ...unknown[]][] {
    const urns = [
      [20, 7, 9],
      [50, 25, 25],
      [300, 12, 150],
      [300, 290, 200],
      [1000, 400, 500],
      [20_000, 8000, 9000],
    ] as const;
    return urns.flatMap(([total, marked, drawn]) => {
      const mean = (marked * drawn) / total;
      const deviation = Math.sqrt(mean * (1 - marked / total) * (1 - drawn / total));
      const ends = [Math.max(0, marked + drawn - total), Math.min(marked, drawn)] as const;
      const hits = [-30, -12, -3, -1, 0, 2, 5, 15, 37].map(steps => Math.round(mean + steps * deviation));
      return [...ends, ...hits.filter(k => k >= ends[0] && k <= ends[1])].flatMap((k): [string, ...unknown[]][] => [
        ['hypergeometricPmf', k, total, marked, drawn],
        ['hypergeometricCdf', k, total, marked, drawn],
        ['hypergeometricSurvival', k, total, marked, drawn],
      ]);
    });
  }

  function kolmogorovRequests(): [string, ...unknown[]][] {
    const requests: [string, ...unknown[]][] = [];
    for (const n of [1, 3, 30, 140, 141, 600, 999, 20_000, 150_000]) {
      for (let k = 1; k <= 25; k++) requests.push(['kolmogorovSurvival', n, (k / 25) ** 2], ['smirnovSurvival', n, (k / 26) ** 2]);
    }
    // SciPy leaves the sum of exact terms there.
    for (const x of [0.0005, 0.0016, 0.0144]) requests.push(['kolmogorovSurvival', 1_000_003, x]);
    for (const [n1, n2] of [
      [8, 8],
      [50, 75],
      [997, 1000],
      [1000, 1000],
      [321, 9999],
      [1000, 20_000],
    ] as const) {
      for (let k = 1; k <= 12; k++) requests.push(['kolmogorovTwoSample', Math.round((k / 12) ** 2 * n1 * n2) / (n1 * n2), n1, n2]);
    }
    return requests;
  }
});
