import { type DriftMethod } from '../domain/driftMethod';
import { chiSquareTest } from './chiSquareTest';
import { type DriftTest } from './driftTest';
import { jensenShannonTest } from './jensenShannonTest';
import { ksTest } from './ksTest';
import { absoluteTextContentTest, percentileTextContentTest } from './textContentTest';
import { wassersteinTest } from './wassersteinTest';
import { zTest } from './zTest';

/** Every test by its name. */
export const driftTests: ReadonlyMap<DriftMethod, DriftTest> = new Map(
  [ksTest, wassersteinTest, chiSquareTest, zTest, jensenShannonTest, percentileTextContentTest, absoluteTextContentTest].map(test => [
    test.method,
    test,
  ]),
);
