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

/** Columns of which both sides are drawn from one distribution: how each draws so many values. */
const DRAWS = {
  plain: (random, count) => numbers(normal(count, random)),
  /** A few whole numbers, most of them tied. */
  tied: (random, count) => numbers(normal(count, random).map(value => Math.round(3 * value))),
  gaps: (random, count) => numbers(normal(count, random).map(value => (random.upTo(9) === 0 ? NaN : value))),
  letters: (random, count) => texts(series(count, () => 'aaaabbbccd'[random.upTo(9)] ?? 'a')),
  rare: (random, count) => texts(series(count, () => (random.upTo(40) === 0 ? 'yes' : 'no'))),
} satisfies Readonly<Record<string, (random: SeededRandom, count: number) => Column>>;

/** Reports without drift: of which columns, and of how many rows. */
export interface NoDriftReports {
  readonly columns: readonly (keyof typeof DRAWS)[];
  readonly sizes: readonly [reference: number, current: number];
  readonly rounds: number;
  readonly seed: number;
}

/** How many of so many reports under `strict` have any alarm, where both sides of each column are drawn from one distribution. */
export function strictAlarms({ columns, sizes, rounds, seed }: NoDriftReports): number {
  const random = new SeededRandom(seed);
  let alarms = 0;
  for (let round = 0; round < rounds; round++) {
    const rows = strictVerdicts(
      columns.map(name => compare(DRAWS[name](random, sizes[0]), DRAWS[name](random, sizes[1]), { rules: STRICT_RULES })),
    );
    if (rows.some(row => row.status !== 'ok' || row.drifted === null)) throw new Error('A column without drift was not decided.');
    if (rows.some(row => row.drifted === true)) alarms++;
  }
  return alarms;
}
