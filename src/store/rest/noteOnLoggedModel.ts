import { success, type Result } from '../../base/result';
import { type LoggedModelId } from '../../domain/ids';
import { type ModelVersion } from '../../domain/registeredModel';
import { VERSIONS_TAG } from '../loggedModelVersions';
import { orElse, type MlflowApi } from './mlflowApi';

/** Says on a logged model that a version was made of it, where the server did not do so itself. */
export async function noteOnLoggedModel(
  api: MlflowApi,
  id: LoggedModelId,
  version: Pick<ModelVersion, 'name' | 'version'>,
): Promise<Result<void>> {
  const path = `logged-models/${encodeURIComponent(id)}`;
  const tags = await api.get(path, {}, answer => answer.fields('model').fields('info').pairs('tags'));
  const value = tags.ok ? withEntry(tags.value[VERSIONS_TAG] ?? '[]', version) : null;
  if (value === null) return success(undefined);
  const noted = await api.put('PATCH', `${path}/tags`, { model_id: id, tags: [{ key: VERSIONS_TAG, value }] });
  return await orElse(noted, 'not_found', async () => success(undefined));
}

/** The list with the version, written as Python writes JSON; null if it is there already, or this is no list. */
function withEntry(list: string, version: Pick<ModelVersion, 'name' | 'version'>): string | null {
  try {
    const entries = JSON.parse(list) as unknown;
    if (!Array.isArray(entries)) return null;
    const isThere = (entries as readonly { name?: unknown; version?: unknown }[]).some(
      entry => entry?.name === version.name && String(entry.version) === version.version,
    );
    if (isThere) return null;
    const entry = `{"name": ${JSON.stringify(version.name)}, "version": ${version.version}}`;
    return entries.length === 0 ? `[${entry}]` : `${list.trim().slice(0, -1)}, ${entry}]`;
  } catch {
    return null;
  }
}
