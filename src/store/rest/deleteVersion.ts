import { success, type Result } from '../../base/result';
import { type ModelName, type VersionNumber } from '../../domain/ids';
import { type RegistryChanges } from './changes';
import { type MlflowApi } from './mlflowApi';
import { getVersion, readVersion } from './versions';

/**
 * Deletes a version. The aliases that name it are removed first, which history records: a server leaves them behind,
 * naming nothing.
 */
export async function deleteVersion(
  api: MlflowApi,
  changes: RegistryChanges,
  of: { readonly name: ModelName; readonly version: VersionNumber },
): Promise<Result<void>> {
  const { name, version } = of;
  const found = await getVersion(api, name, version);
  if (!found.ok) return found;
  const freed = found.value.aliases.length === 0 ? success(undefined) : await changes.removeAliases(name, version, found.value.aliases);
  if (!freed.ok) return freed;
  const deleted = await api.once('DELETE', 'model-versions/delete', { name, version }, () => undefined);
  if (deleted.ok || deleted.failure.reason !== 'uncertain') return deleted;
  const left = await readVersion(api, name, version);
  return !left.ok && left.failure.reason === 'not_found' ? success(undefined) : deleted;
}
