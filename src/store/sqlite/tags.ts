import { failure, success, type Result } from '../../base/result';
import { type ModelName, type VersionNumber } from '../../domain/ids';
import { type TagChange } from '../../domain/tagOwner';
import { checkDescription, checkTag, checkTagKey } from '../../domain/registryNames';
import { isHistoryTag } from '../history/historyTags';
import { type Tag } from '../history/taggedText';
import { type Connection, type Parameters } from './connection';
import { modelExists, noModel } from './modelNames';
import { getVersion } from './versions';

/** A registered model, or with a version one of its versions. */
export interface TagOwner {
  readonly name: ModelName;
  readonly version: VersionNumber | null;
}

/** Sets and removes tags of several owners. Runs within a write. */
export function changeTags(connection: Connection, change: TagChange): Result<void> {
  for (const owner of change.owners) {
    if (owner.kind !== 'model' && owner.kind !== 'version') return failure('unsupported', 'Not here yet.');
    const of = { name: owner.name, version: owner.kind === 'version' ? owner.version : null };
    for (const [key, value] of Object.entries(change.set)) {
      const done = setTag(connection, of, { key, value });
      if (!done.ok) return done;
    }
    for (const key of change.remove) {
      const done = deleteTag(connection, of, key);
      if (!done.ok) return done;
    }
  }
  return success(undefined);
}

/** Sets a tag. Runs within a write. As in MLflow, it changes no time. */
function setTag(connection: Connection, owner: TagOwner, tag: Tag): Result<void> {
  const checked = checkTag(tag.key, tag.value);
  if (!checked.ok) return checked;
  const found = checkOwner(connection, owner, tag.key);
  if (!found.ok) return found;
  writeTag(connection, owner, tag);
  return success(undefined);
}

/** Deletes a tag; one that is not there is no failure, as in MLflow. Runs within a write. */
function deleteTag(connection: Connection, owner: TagOwner, key: string): Result<void> {
  const checked = checkTagKey(key);
  if (!checked.ok) return checked;
  const found = checkOwner(connection, owner, key);
  if (!found.ok) return found;
  removeTag(connection, owner, key);
  return success(undefined);
}

/** Sets the description of a model or version and its time of change. Runs within a write. */
export function setDescription(connection: Connection, owner: TagOwner, text: { description: string; now: number }): Result<void> {
  const checked = checkDescription(text.description);
  if (!checked.ok) return checked;
  const found = checkOwner(connection, owner, '');
  if (!found.ok) return found;
  const table = owner.version === null ? 'registered_models' : 'model_versions';
  connection.run(
    `UPDATE ${table} SET description = @description, last_updated_time = @now WHERE ${ownerCondition(connection, table, owner)}`,
    {
      ...ownerParameters(owner),
      ...text,
    },
  );
  return success(undefined);
}

/** Writes a tag without checking it. */
export function writeTag(connection: Connection, owner: TagOwner, tag: Tag): void {
  const table = tagTable(owner);
  removeTag(connection, owner, tag.key);
  connection.insert(table, { ...ownerParameters(owner), key: tag.key, value: tag.value });
}

function removeTag(connection: Connection, owner: TagOwner, key: string): void {
  const table = tagTable(owner);
  connection.run(`DELETE FROM ${table} WHERE key = @key AND ${ownerCondition(connection, table, owner)}`, {
    ...ownerParameters(owner),
    key,
  });
}

function checkOwner(connection: Connection, owner: TagOwner, key: string): Result<void> {
  if (owner.version === null && isHistoryTag(key)) {
    return failure('invalid', 'This tag belongs to the history, which is not edited.', { nextStep: 'Choose another key.' });
  }
  if (owner.version === null) return modelExists(connection, owner.name) ? success(undefined) : noModel(owner.name);
  const version = getVersion(connection, owner.name, owner.version);
  return version.ok ? success(undefined) : version;
}

function tagTable(owner: TagOwner): string {
  return owner.version === null ? 'registered_model_tags' : 'model_version_tags';
}

function ownerCondition(connection: Connection, table: string, owner: TagOwner): string {
  return `name = @name${owner.version === null ? '' : ' AND version = CAST(@version AS INTEGER)'}${connection.inWorkspace(table)}`;
}

function ownerParameters(owner: TagOwner): Parameters {
  return owner.version === null ? { name: owner.name } : { name: owner.name, version: owner.version };
}
