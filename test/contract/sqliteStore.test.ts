import { describe } from 'vitest';
import { sqliteStores } from './sqliteFixture';
import { storeContract } from './storeContract';

describe.each(['Model Ops', '2.22.1', '3.17.2'] as const)('a database of %s', source => {
  storeContract(sqliteStores(source), { loggedModels: source !== '2.22.1', ownFiles: true, timelessRuns: true });
});
