import { type Column } from '../../../src/domain/column';
import { type ColumnRules } from '../../../src/drift/columnRules';
import { strictVerdicts } from '../../../src/drift/strict/strictVerdicts';
import { SeededRandom } from '../../../src/numeric/seededRandom';
import { compare, numbers, series, texts } from './columns';

export const STRICT_RULES: ColumnRules = { profile: 'strict', methods: {}, thresholds: {} };

/** Standard normal values, the same on every machine. */
export function normal(count: number, random: SeededRandom): number[] {
  const uniform = (): number => (random.uint32() + 0.5) / 2 ** 32;
  return series(count, () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()));
}

/**
 * How many of so many reports under `strict` have any alarm, where both sides of each column are drawn from one
 * distribution: numbers, numbers with gaps, a letter of four, and a rare "yes".
 */
export function strictAlarms(rounds: number, seed: number): number {
  const random = new SeededRandom(seed);
  const letters = (count: number): Column => texts(series(count, () => 'aaaabbbccd'[random.upTo(9)] ?? 'a'));
  const rare = (count: number): Column => texts(series(count, () => (random.upTo(40) === 0 ? 'yes' : 'no')));
  const gaps = (count: number): Column => numbers(normal(count, random).map(value => (random.upTo(9) === 0 ? NaN : value)));
  const plain = (count: number): Column => numbers(normal(count, random));
  let alarms = 0;
  for (let round = 0; round < rounds; round++) {
    const rows = strictVerdicts([gaps, plain, letters, rare].map(draw => compare(draw(60), draw(90), { rules: STRICT_RULES })));
    if (rows.some(row => row.status !== 'ok' || row.drifted === null)) throw new Error('A column without drift was not decided.');
    if (rows.some(row => row.drifted === true)) alarms++;
  }
  return alarms;
}
