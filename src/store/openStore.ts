import { type OpenStore } from './contract';
import { isServerUri, openRestStore } from './rest/openRestStore';
import { openSqliteStore } from './sqlite/openSqliteStore';

/** Opens a server by its address, and a database file by anything else. */
export const openStore: OpenStore = async (uri, options) =>
  isServerUri(uri) ? await openRestStore(uri, options) : await openSqliteStore(uri, options);
