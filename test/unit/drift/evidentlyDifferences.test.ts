import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { driftTests } from '../../../src/drift/driftTests';
import { evidentlyDifferences, unseeded } from '../../support/evidentlyDifferences';
import { pairOf } from '../../support/samplePairs';

const docs = readFileSync(new URL('../../../docs/drift.md', import.meta.url), 'utf8');

describe('where our scores are on purpose not those of Evidently', () => {
  it.each(evidentlyDifferences.map(each => [each.method, each.row[0], each] as const))(
    '%s of %s is what docs/drift.md says',
    (method, _sides, { type, reference, current, dtype, row, ours }) => {
      const pair = pairOf(reference, current, { type: type === 'numeric' ? type : 'categorical', storage: dtype });
      const outcome = driftTests.get(method)?.score(pair);
      if (outcome === undefined) throw new Error(`There is no test ${method}.`);
      const found = 'reason' in outcome ? null : (outcome.cutoff?.(0.95) ?? outcome.score);
      if (ours === null) expect(found).toBeNull();
      else expect(Math.abs((found ?? NaN) / ours - 1)).toBeLessThan(1e-5);
      expect(docs).toContain(`| ${row.join(' | ')} |`);
    },
  );

  it('empirical_mmd has one p, from its seed', () => {
    const score = (): unknown => driftTests.get('empirical_mmd')?.score(pairOf(unseeded.reference, unseeded.current, { type: 'numeric' }));
    expect(score()).toMatchObject({ score: unseeded.ours });
    expect(score()).toEqual(score());
    expect(docs).toContain('| 1, 2 … 30 against 6, 7 … 35, called six times | 0.14, 0.25, 0.28, 0.26, 0.24, 0.24 | 0.30 each time |');
  });
});
