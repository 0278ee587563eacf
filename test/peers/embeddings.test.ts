import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddingSetting } from '../../src/domain/embeddingDrift';
import { compareEmbedding, type EmbeddingVerdict } from '../../src/drift/embeddings/compareEmbedding';
import { embeddingPlan } from '../../src/drift/embeddings/embeddingPlan';
import { peersPython } from '../support/peersPython';
import { normal, randomNumbers } from '../support/randomNumbers';

const script = fileURLToPath(new URL('embeddings_peer.py', import.meta.url));

interface DataSet {
  readonly name: string;
  readonly reference: readonly (readonly number[])[];
  readonly current: readonly (readonly number[])[];
}

/** [score, drifted]; null where Evidently fails or its score is NaN. */
type Theirs = readonly [number, boolean] | null;

function peer<T>(command: string, input: unknown = null): T {
  const run = spawnSync(peersPython(), [script, command], { input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as T;
}

/** Every method and distance, each plain, after a principal component analysis, and with its bootstrap. */
const settings: readonly Omit<EmbeddingSetting, 'columns'>[] = [
  ...(['euclidean', 'cosine', 'cityblock', 'chebyshev'] as const).flatMap(distance => [
    { method: 'distance', distance } as const,
    { method: 'distance', distance, bootstrap: true } as const,
    ...(distance === 'cosine' ? [] : [{ method: 'distance', distance, components: 3 } as const]),
    ...(distance === 'cosine' ? [] : [{ method: 'distance', distance, components: 2, bootstrap: true } as const]),
  ]),
  ...(['model', 'mmd'] as const).flatMap(method => [
    { method },
    { method, bootstrap: true },
    { method, components: 3 },
    { method, components: 2, bootstrap: true },
    { method, threshold: 0.6 },
  ]),
  { method: 'ratio' },
  { method: 'ratio', components: 4 },
  { method: 'ratio', threshold: 0.9 },
];

function evidentlyOptions({ method, distance, components, bootstrap, threshold }: Omit<EmbeddingSetting, 'columns'>) {
  return {
    method,
    ...(distance === undefined ? {} : { dist: distance }),
    ...(components === undefined ? {} : { pca_components: components }),
    ...(bootstrap === undefined ? {} : { bootstrap }),
    ...(threshold === undefined ? {} : { threshold }),
  };
}

function ours({ reference, current }: DataSet, setting: Omit<EmbeddingSetting, 'columns'>): EmbeddingVerdict {
  const rows = [...reference, ...current];
  const both = { values: Float64Array.from(rows.flat()), rows: rows.length, dimensions: reference[0]?.length ?? 0 };
  const plan = embeddingPlan({ ...setting, columns: [] }, reference.length);
  return compareEmbedding({ both, referenceRows: reference.length, plan });
}

/** Vectors of normal numbers, shifted and stretched in the current data. */
function made(
  name: string,
  [rows, others, dimensions]: readonly [number, number, number],
  [shift, stretch]: readonly [number, number],
): DataSet {
  const random = randomNumbers(rows + others + dimensions);
  const vector = (count: number, move: number, scale: number): number[][] =>
    Array.from({ length: count }, () => Array.from({ length: dimensions }, (_, k) => move + (scale * normal(random)) / (1 + k / 4)));
  return { name, reference: vector(rows, 0, 1), current: vector(others, shift, stretch) };
}

function madeSets(): readonly DataSet[] {
  const repeated = made('', [60, 60, 5], [0, 1]);
  return [
    made('no drift', [300, 300, 12], [0, 1]),
    made('a shift', [400, 200, 8], [0.3, 1]),
    made('another spread', [200, 500, 10], [0, 1.4]),
    made('more numbers than rows', [40, 30, 64], [0.1, 1]),
    made('four numbers', [1200, 1100, 4], [0.02, 1]),
    made('few rows', [9, 7, 5], [0.5, 1]),
    {
      name: 'the same vectors again and again',
      reference: [...repeated.reference, ...repeated.reference],
      current: [...repeated.reference, ...repeated.current],
    },
  ];
}

/**
 * Sums in another order may move a score by 1e-9 of it. Training on components carries the last bits of an analysis on, which
 * are the library's: there the verdict is the same wherever the score is over three standard errors from the threshold.
 */
function isSame(verdict: EmbeddingVerdict, theirs: Theirs, training: { readonly judged: readonly [number, number] } | null): boolean {
  if (verdict.score === null || theirs === null) return verdict.score === null && theirs === null;
  const [score, drifted] = theirs;
  if (training !== null) {
    const [m, n] = training.judged;
    const unsure = 3 * Math.sqrt((m + n + 1) / (12 * m * n));
    return verdict.drifted === drifted || Math.abs(score - (verdict.threshold ?? 0)) <= unsure;
  }
  return Math.abs(verdict.score - score) <= 1e-9 * Math.max(1e-3, Math.abs(score)) && verdict.drifted === drifted;
}

describe('embeddings against Evidently', () => {
  let sets: readonly DataSet[] = [];
  beforeAll(() => {
    sets = [...peer<DataSet[]>('real'), ...madeSets()];
  });

  it('have the same scores and verdicts by every method, distance, analysis and bootstrap', () => {
    const theirs = peer<Theirs[][]>('compare', { datasets: sets, settings: settings.map(evidentlyOptions) });
    const wrong: string[] = [];
    let drifted = 0;
    for (const [k, one] of sets.entries()) {
      for (const [place, setting] of settings.entries()) {
        const verdict = ours(one, setting);
        const expected = theirs[k]?.[place] ?? null;
        if (verdict.drifted === true) drifted++;
        const judged = [one.reference.length / 2, one.current.length / 2] as const;
        const trained = setting.method === 'model' && setting.components !== undefined;
        if (!isSame(verdict, expected, trained ? { judged } : null))
          wrong.push(
            `${one.name} ${JSON.stringify(setting)}: ${verdict.score} ${verdict.drifted} ${verdict.reason}, not ${String(expected)}`,
          );
      }
    }
    expect(wrong).toEqual([]);
    expect(sets.length).toBe(12);
    expect(drifted).toBeGreaterThan(50);
    expect(drifted).toBeLessThan(sets.length * settings.length - 50);
  });

  it('have the score of its new API where no method is named', () => {
    const chosen = sets.filter(({ reference }) => reference.length >= 40 && reference.length <= 120);
    const theirs = peer<number[]>('default', chosen);
    expect(chosen.map(one => ours(one, {}).score)).toEqual(theirs.map(score => expect.closeTo(score, 9) as number));
    expect(theirs).toHaveLength(2);
  });
});
