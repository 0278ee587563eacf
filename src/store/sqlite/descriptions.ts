import { success, type Result } from '../../base/result';
import { type ModelName, type VersionNumber } from '../../domain/ids';
import { checkDescription } from '../../domain/registryNames';
import { type Connection } from './connection';
import { modelExists, noModel } from './modelNames';
import { getVersion } from './versions';

/** A registered model, or with a version one of its versions. */
interface DescriptionOwner {
  readonly name: ModelName;
  readonly version: VersionNumber | null;
}

/** Sets the description of a model or version and its time of change. Runs within a write. */
export function setDescription(connection: Connection, owner: DescriptionOwner, text: { description: string; now: number }): Result<void> {
  const checked = checkDescription(text.description);
  if (!checked.ok) return checked;
  const { name, version } = owner;
  const found = version === null ? findModel(connection, name) : getVersion(connection, name, version);
  if (!found.ok) return found;
  const table = version === null ? 'registered_models' : 'model_versions';
  const which = version === null ? '' : ' AND version = CAST(@version AS INTEGER)';
  connection.run(
    `UPDATE ${table} SET description = @description, last_updated_time = @now WHERE name = @name${which}${connection.inWorkspace(table)}`,
    { ...text, name, ...(version === null ? {} : { version }) },
  );
  return success(undefined);
}

function findModel(connection: Connection, name: ModelName): Result<void> {
  return modelExists(connection, name) ? success(undefined) : noModel(name);
}
