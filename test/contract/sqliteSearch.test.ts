import { describe } from 'vitest';
import { searchContract } from './searchContract';
import { sqliteStores } from './sqliteFixture';

describe.each(['Model Ops', '2.22.1', '3.17.2'] as const)('a database of %s', source => searchContract(sqliteStores(source)));
