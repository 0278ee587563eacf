import { type DriftMethod } from '../domain/driftMethod';
import { chiSquareTest } from './chiSquareTest';
import { type DriftTest } from './driftTest';
import { fisherExactTest } from './fisherExactTest';
import { gTest } from './gTest';
import { hellingerTest } from './hellingerTest';
import { jensenShannonTest } from './jensenShannonTest';
import { klDivergenceTest } from './klDivergenceTest';
import { ksTest } from './ksTest';
import { psiTest } from './psiTest';
import { totalVariationTest } from './totalVariationTest';
import { wassersteinTest } from './wassersteinTest';
import { zTest } from './zTest';

/** Every test by its name. */
export const driftTests: ReadonlyMap<DriftMethod, DriftTest> = new Map(
  [
    ksTest,
    wassersteinTest,
    chiSquareTest,
    zTest,
    gTest,
    fisherExactTest,
    totalVariationTest,
    psiTest,
    klDivergenceTest,
    jensenShannonTest,
    hellingerTest,
  ].map(test => [test.method, test]),
);
