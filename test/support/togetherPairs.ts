import { type TogetherColumn } from '../../src/drift/together/togetherTask';
import { normal, randomNumbers } from './randomNumbers';

/** The rows of one side, by column; null is missing. */
export type TogetherSide = Readonly<Record<string, readonly (number | string | null)[]>>;

export interface TogetherPair {
  readonly name: string;
  readonly reference: TogetherSide;
  readonly current: TogetherSide;
}

/** The columns of both sides as they are looked at together. */
export function togetherColumns({ reference, current }: Pick<TogetherPair, 'reference' | 'current'>): TogetherColumn[] {
  return Object.entries(reference).map(([name, before]) => {
    const after = current[name] ?? [];
    const order = [...new Set([...before, ...after])].filter(value => value !== null);
    if (order.every(value => typeof value === 'number'))
      return { name, kind: 'numbers', reference: numbersOf(before), current: numbersOf(after) };
    const categories = order.map(String).sort();
    const codes = (values: typeof before): Int32Array =>
      Int32Array.from(values, value => (value === null ? -1 : categories.indexOf(String(value))));
    return { name, kind: 'categories', reference: codes(before), current: codes(after), categories: categories.length };
  });
}

function numbersOf(values: readonly (number | string | null)[]): Float64Array {
  return Float64Array.from(values, value => (value === null ? NaN : Number(value)));
}

export function rowsOf({ reference, current }: Pick<TogetherPair, 'reference' | 'current'>): { reference: number; current: number } {
  return { reference: Object.values(reference)[0]?.length ?? 0, current: Object.values(current)[0]?.length ?? 0 };
}

/** How the current rows differ from the reference's. */
interface Change {
  /** Added to the first number, in deviations. */
  readonly shift?: number;
  /** The share of the first two numbers' variance that they have in common. */
  readonly common?: number;
  /** How often the first category is replaced by another. */
  readonly swap?: number;
  /** The share of missing values of the last number. */
  readonly missing?: number;
}

/** So many rows of numbers that go together, skewed and coarse ones, categories few and many, and gaps. */
function side(random: () => number, count: number, { shift = 0, common = 0.8, swap = 0, missing = 0.1 }: Change): TogetherSide {
  const rows = Array.from({ length: count }, () => {
    const shared = normal(random);
    const own = (): number => Math.sqrt(common) * shared + Math.sqrt(1 - common) * normal(random);
    const pick = Math.floor(random() ** 2 * 5);
    const color = random() < swap ? 'blue' : (['red', 'green', 'blue', 'black', 'white'][pick] ?? 'red');
    return {
      a: own() + shift,
      b: own(),
      c: Math.exp(normal(random) + 0.5 * shared),
      d: Math.round(4 * random() + shared),
      e: normal(random),
      color: random() < 0.05 ? null : color,
      flag: random() < 0.3 + 0.05 * pick ? 'yes' : 'no',
      shop: `shop ${Math.floor(40 * random() ** 1.5)}`,
      gap: random() < missing ? null : random() + 0.2 * shared,
    };
  });
  const names = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[];
  return Object.fromEntries(names.map(name => [name, rows.map(row => row[name])]));
}

export function togetherPair(name: string, [before, after]: readonly [number, number], change: Change, seed = 7): TogetherPair {
  const random = randomNumbers(seed);
  return { name, reference: side(random, before, {}), current: side(random, after, change) };
}
