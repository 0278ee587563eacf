import { type DriftMethod } from '../domain/driftMethod';
import { andersonDarlingTest } from './andersonDarlingTest';
import { chiSquareTest } from './chiSquareTest';
import { cramerVonMisesTest } from './cramerVonMisesTest';
import { type DriftTest } from './driftTest';
import { energyDistanceTest } from './energyDistanceTest';
import { eppsSingletonTest } from './eppsSingletonTest';
import { fisherExactTest } from './fisherExactTest';
import { gTest } from './gTest';
import { hellingerTest } from './hellingerTest';
import { jensenShannonTest } from './jensenShannonTest';
import { kernelDiscrepancyTest } from './kernelDiscrepancyTest';
import { klDivergenceTest } from './klDivergenceTest';
import { ksTest } from './ksTest';
import { mannWhitneyTest } from './mannWhitneyTest';
import { psiTest } from './psiTest';
import { studentTest } from './studentTest';
import { absoluteTextContentTest, percentileTextContentTest } from './textContentTest';
import { totalVariationTest } from './totalVariationTest';
import { wassersteinTest } from './wassersteinTest';
import { zTest } from './zTest';

/** Every test by its name. */
export const driftTests: ReadonlyMap<DriftMethod, DriftTest> = new Map(
  [
    ksTest,
    wassersteinTest,
    energyDistanceTest,
    andersonDarlingTest,
    cramerVonMisesTest,
    eppsSingletonTest,
    mannWhitneyTest,
    studentTest,
    kernelDiscrepancyTest,
    chiSquareTest,
    zTest,
    gTest,
    fisherExactTest,
    totalVariationTest,
    psiTest,
    klDivergenceTest,
    jensenShannonTest,
    hellingerTest,
    percentileTextContentTest,
    absoluteTextContentTest,
  ].map(test => [test.method, test]),
);
