import { type DriftMethod, driftMethods } from '../domain/driftMethod';
import { drawCounts } from '../numeric/drawCounts';
import { hypergeometricWeights } from '../numeric/hypergeometricWeights';
import { SeededRandom } from '../numeric/seededRandom';
import { sum } from '../numeric/sum';
import { alikeTables, MOST_ONE_BY_ONE } from './alikeTables';
import { type CountTable, type CountTest, valuesOf } from './countTest';
import { lowerNoise, NOISE_ROUNDS, upperNoise } from './noiseQuantile';

/** From so many values on, the fewest rounds that still say something are drawn. */
const MANY_VALUES = 1000;
const FEWER_ROUNDS = 219;
const TAIL = 0.05;

/**
 * The noise of a test on counts. Two values: from the exact (hypergeometric) distribution of their counts. More: the
 * reference's counts are drawn from the pooled ones by the multivariate hypergeometric distribution, 499 times (219 times
 * from 1,000 values on). Beyond 20,000 values, those with the same pooled count are drawn together.
 * O(rounds × values), O(√rows) for two, at most O(rounds × rows^⅔) for many.
 */
export function countNoise(test: CountTest, table: CountTable, seed: number): number {
  const values = valuesOf(table);
  if (values > MOST_ONE_BY_ONE) return alikeNoise(test, table, seed);
  return values === 2 ? exactNoise(test, table) : drawnNoise(test, table, seed);
}

function alikeNoise(test: CountTest, table: CountTable, seed: number): number {
  const draw = alikeTables(table, new SeededRandom(seed));
  const scores = Float64Array.from({ length: FEWER_ROUNDS }, () => test.scoreCounts(draw()));
  return isPValue(test.method) ? lowerNoise(scores) : upperNoise(scores);
}

function drawnNoise(test: CountTest, table: CountTable, seed: number): number {
  const random = new SeededRandom(seed);
  const pooled = Float64Array.from(table.reference, (count, k) => count + (table.current[k] as number));
  const drawn = sum(table.reference);
  const reference = new Float64Array(pooled.length);
  const current = new Float64Array(pooled.length);
  const rounds = pooled.length < MANY_VALUES ? NOISE_ROUNDS : FEWER_ROUNDS;
  const scores = Float64Array.from({ length: rounds }, () => {
    drawCounts(random, pooled, drawn, reference);
    for (let k = 0; k < pooled.length; k++) current[k] = (pooled[k] as number) - (reference[k] as number);
    return test.scoreCounts({ ...table, reference, current });
  });
  return isPValue(test.method) ? lowerNoise(scores) : upperNoise(scores);
}

/** The last score, from the most drifted on, up to which at least 5 % of the tables with the same margins lie. */
function exactNoise(test: CountTest, table: CountTable): number {
  const [first, second] = [pooledAt(table, 0), pooledAt(table, 1)];
  const n1 = sum(table.reference);
  const urn = hypergeometricWeights({ total: first + second, marked: first, drawn: n1 }, 1e-12);
  const tables = Array.from(urn.weights, (weight, k) => {
    const hits = urn.first + k;
    const sides = { reference: [hits, n1 - hits], current: [first - hits, second - n1 + hits] };
    return { weight, score: test.scoreCounts({ ...table, ...sides }) };
  });
  tables.sort((a, b) => (isPValue(test.method) ? a.score - b.score : b.score - a.score));
  let below = 0;
  for (const { weight, score } of tables) {
    below += weight;
    if (below >= TAIL * urn.sum) return score;
  }
  return tables.at(-1)?.score ?? NaN;
}

function isPValue(method: DriftMethod): boolean {
  return driftMethods[method].score === 'p-value';
}

function pooledAt({ reference, current }: CountTable, place: number): number {
  return (reference[place] as number) + (current[place] as number);
}
