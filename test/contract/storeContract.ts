import { describe } from 'vitest';
import { artifactContract } from './artifactContract';
import { changeContract } from './changeContract';
import { lifecycleContract } from './lifecycleContract';
import { loggedModelContract } from './loggedModelContract';
import { modelChangeContract } from './modelChangeContract';
import { registryContract } from './registryContract';
import { seriesContract } from './seriesContract';
import { type MakeStore, type StoreFeatures } from './storeFixture';
import { trackingContract } from './trackingContract';

/** What every store must do, whatever stands behind it. */
export function storeContract(makeStore: MakeStore, has: StoreFeatures): void {
  describe('tracking', () => trackingContract(makeStore, has));
  describe('lifecycle', () => lifecycleContract(makeStore));
  describe('series', () => seriesContract(makeStore));
  describe('artifacts', () => artifactContract(makeStore));
  describe('registry', () => registryContract(makeStore, has));
  describe('model changes', () => modelChangeContract(makeStore));
  describe('changes', () => changeContract(makeStore));
  if (has.loggedModels) loggedModelContract(makeStore);
}
