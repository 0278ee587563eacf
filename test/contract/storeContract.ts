import { describe } from 'vitest';
import { changeContract } from './changeContract';
import { loggedModelContract } from './loggedModelContract';
import { registryContract } from './registryContract';
import { type MakeStore, type StoreFeatures } from './storeFixture';
import { trackingContract } from './trackingContract';
import { writesContract } from './writesContract';

/** What every store must do, whatever stands behind it. */
export function storeContract(makeStore: MakeStore, has: StoreFeatures): void {
  describe('tracking', () => trackingContract(makeStore, has));
  describe('registry', () => registryContract(makeStore, has));
  describe('changes', () => changeContract(makeStore));
  describe('writes', () => writesContract(makeStore));
  if (has.loggedModels) loggedModelContract(makeStore);
}
