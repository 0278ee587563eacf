import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { learnClassifier } from '../../src/drift/text/sparseClassifier';
import { compareTexts } from '../../src/drift/text/textDomain';
import { Tfidf } from '../../src/drift/text/tfidf';
import { peersPython } from '../support/peersPython';

interface Learned {
  readonly texts: { readonly reference: readonly string[]; readonly current: readonly string[] };
  readonly learned: readonly string[];
  readonly rows: { readonly starts: readonly number[]; readonly features: readonly number[]; readonly values: readonly number[] };
  readonly isSecond: readonly number[];
  readonly words: readonly string[];
  readonly weights: readonly number[];
  readonly intercept: number;
  readonly epochs: number;
  readonly auc: number;
}

const script = fileURLToPath(new URL('textClassifier_peer.py', import.meta.url));

describe("the text classifier against scikit-learn's in Evidently", () => {
  let version = '';
  let cases: readonly Learned[] = [];
  beforeAll(() => {
    const run = spawnSync(peersPython(), [script], { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (run.status !== 0) throw new Error(run.stderr);
    const printed = JSON.parse(run.stdout) as { readonly 'scikit-learn': string; readonly cases: readonly Learned[] };
    version = printed['scikit-learn'];
    cases = printed.cases;
  });

  it('stops after as many epochs, by the rule of the version that the docs name', () => {
    expect(version).toMatch(/^1\.9\./);
    const epochs = cases.map(
      ({ rows, isSecond, weights }) => learnClassifier(rowsOf(rows), Uint8Array.from(isSecond), weights.length).epochs,
    );
    expect(epochs).toEqual(cases.map(each => each.epochs));
    // Both ends of the rule: some stop early, by the loss and the penalty.
    expect(new Set(epochs).size).toBeGreaterThan(2);
  });

  it('has the same weights to the bit where its rows are', () => {
    for (const { rows, isSecond, weights, intercept } of cases) {
      const ours = learnClassifier(rowsOf(rows), Uint8Array.from(isSecond), weights.length);
      expect([...ours.weights]).toEqual(weights);
      expect(ours.intercept).toBe(intercept);
    }
  });

  it('makes the same rows of the texts, but for the last digit of logarithms, and judges by the same AUC', () => {
    for (const { texts, learned, words, rows, auc } of cases) {
      const ours = new Tfidf(learned);
      expect(ours.words).toEqual(words);
      expect([...ours.rows.starts]).toEqual(rows.starts);
      expect([...ours.rows.features]).toEqual(rows.features);
      rows.values.forEach((value, k) => expect(Math.abs((ours.rows.values[k] ?? NaN) - value)).toBeLessThan(1e-15));
      const found = compareTexts(texts.reference, texts.current);
      if ('reason' in found) throw new Error(found.reason);
      expect(Math.abs(found.auc - auc)).toBeLessThan(1e-4);
    }
  });
});

function rowsOf({ starts, features, values }: Learned['rows']) {
  return { starts: Int32Array.from(starts), features: Int32Array.from(features), values: Float64Array.from(values) };
}
