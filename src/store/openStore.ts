import { type OpenStore } from './contract';
import { fileStoreFolder, openFileStore } from './files/openFileStore';
import { isServerUri, openRestStore } from './rest/openRestStore';
import { openSqliteStore } from './sqlite/openSqliteStore';

/** Opens a server by its address, MLflow's old file store by its folder, and a database file by anything else. */
export const openStore: OpenStore = async (uri, options) => {
  if (isServerUri(uri)) return await openRestStore(uri, options);
  const folder = fileStoreFolder(uri);
  return folder === null ? await openSqliteStore(uri, options) : openFileStore(uri, folder, options);
};
