import { describe } from 'vitest';
import { changeContract } from './changeContract';
import { loggedModelContract } from './loggedModelContract';
import { registryContract } from './registryContract';
import { type MakeStore } from './storeFixture';
import { trackingContract } from './trackingContract';

/** What every store must do, whatever stands behind it. */
export function storeContract(makeStore: MakeStore, has: { readonly loggedModels: boolean }): void {
  describe('tracking', () => trackingContract(makeStore));
  describe('registry', () => registryContract(makeStore));
  describe('changes', () => changeContract(makeStore));
  if (has.loggedModels) loggedModelContract(makeStore);
}
