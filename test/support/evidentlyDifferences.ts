import { type DriftMethod } from '../../src/domain/driftMethod';

/** An example of docs/drift.md in which our score is on purpose not Evidently's. */
interface EvidentlyDifference {
  readonly method: DriftMethod;
  readonly type: 'numeric' | 'categorical' | 'text';
  readonly reference: readonly (number | string)[];
  readonly current: readonly (number | string)[];
  readonly dtype?: 'float32';
  /** As the docs tell it: the sides, Evidently's score, ours. */
  readonly row: readonly [sides: string, theirs: string, ours: string];
  /** Our score, or cutoff of a text test; null where there is a reason instead. */
  readonly ours: number | null;
  /** What Evidently gives, one of these where chance or rounding decides; its error's name where it fails. */
  readonly theirs: readonly (number | string)[];
}

const fives = new Array<number>(9).fill(5);
const sixes = (count: number): number[] => new Array<number>(count).fill(6);

/** In each, what the docs say of both is held by a test of ours (unit) and of Evidently's (peers). */
export const evidentlyDifferences: readonly EvidentlyDifference[] = [
  {
    method: 'cramer_von_mises',
    type: 'numeric',
    reference: steps(1, 1, 6),
    current: steps(5.5, 1, 14),
    row: ['1, 2 … 6 against 5.5, 6.5 … 18.5', '0.00005', '0.00010'],
    ours: 0.000103199,
    theirs: [0.0000516176],
  },
  {
    method: 'cramer_von_mises',
    type: 'numeric',
    reference: steps(1, 1, 5),
    current: steps(2.5, 1, 6),
    row: ['1, 2 … 5 against 2.5, 3.5 … 7.5', 'fails (`UFuncTypeError`)', '0.156'],
    ours: 0.155844,
    theirs: ['UFuncTypeError'],
  },
  {
    method: 'TVD',
    type: 'categorical',
    reference: repeated({ a: 30, b: 20 }),
    current: repeated({ a: 22, b: 28 }),
    row: ['`a` 30, `b` 20 against `a` 22, `b` 28', '0.155', '0.162'],
    ours: 0.162,
    theirs: [0.155],
  },
  {
    method: 'perc_text_content_drift',
    type: 'text',
    reference: texts(1),
    current: texts(41),
    row: ['`note 1` … `note 40` against `note 41` … `note 80`', 'drift above 0.643', 'above 0.652'],
    ours: 0.652019,
    theirs: [0.642625],
  },
  {
    method: 't_test',
    type: 'numeric',
    reference: steps(1e6, 0.1, 100).map(Math.fround),
    current: steps(1e6 + 0.5, 0.1, 100).map(Math.fround),
    dtype: 'float32',
    row: ['`float32`: 1,000,000, 1,000,000.1 …, 100 values, against 0.5 more', '0.29', '0.224'],
    ours: 0.22436,
    theirs: [0.287592],
  },
  {
    method: 'es',
    type: 'numeric',
    reference: fives,
    current: sixes(9),
    row: ['nine 5s against nine 6s', '0', 'a reason'],
    ours: null,
    theirs: [0, 'nan'],
  },
  {
    method: 'es',
    type: 'numeric',
    reference: fives,
    current: sixes(12),
    row: ['nine 5s against twelve 6s', 'NaN, "no drift"', 'a reason'],
    ours: null,
    theirs: [0, 'nan'],
  },
  {
    method: 'es',
    type: 'numeric',
    reference: [...new Array<number>(15).fill(1), ...new Array<number>(48).fill(2)],
    current: [...new Array<number>(49).fill(1), ...new Array<number>(54).fill(2)],
    row: ['1 fifteen times and 2 48 times, against 49 and 54 times', '0.0054 by 2 degrees of freedom', '0.0011 by 1'],
    ours: 0.00109907,
    theirs: [0.00537708, 0.00109907],
  },
  {
    method: 'fisher_exact',
    type: 'categorical',
    reference: repeated({ a: 6, b: 4 }),
    current: repeated({ a: 6, c: 4 }),
    row: ['`a` 6, `b` 4 against `a` 6, `c` 4', '0.087 or 1, by `PYTHONHASHSEED`', 'a reason'],
    ours: null,
    theirs: [0.0866873, 1],
  },
];

/** Two sides on which `empirical_mmd` is another p at each call of Evidently, and always this one here. */
export const unseeded = { reference: steps(1, 1, 30), current: steps(6, 1, 30), ours: 0.3 } as const;

function steps(from: number, step: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => from + k * step);
}

function texts(from: number): string[] {
  return steps(from, 1, 40).map(k => `note ${k}`);
}

function repeated(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts).flatMap(([value, count]) => new Array<string>(count).fill(value));
}
