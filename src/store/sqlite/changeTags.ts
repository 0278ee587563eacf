import { failure, success, type Result } from '../../base/result';
import { checkTagKey, checkTagValue } from '../../domain/registryNames';
import { type TagChange, type TagOwner } from '../../domain/tagOwner';
import { HISTORY_TAG_PREFIX } from '../history/eventTags';
import { type Tag } from '../history/taggedText';
import { type Connection } from './connection';
import { columnLength } from './databaseSchema';
import { findActiveExperiment } from './experimentChanges';
import { modelExists, noModel } from './modelNames';
import { findActiveRun, renameRun, RUN_NAME_TAG } from './runChanges';
import { removeTag, writeTag } from './tagTables';
import { getVersion } from './versions';

/** Sets and removes tags of several owners. As in MLflow, it changes no time. Runs within a write. */
export function changeTags(connection: Connection, change: TagChange): Result<void> {
  for (const owner of change.owners) {
    const done = changeTagsOf(connection, owner, change);
    if (!done.ok) return done;
  }
  return success(undefined);
}

function changeTagsOf(connection: Connection, owner: TagOwner, change: TagChange): Result<void> {
  const found = findOwner(connection, owner);
  if (!found.ok) return found;
  for (const [key, value] of Object.entries(change.set)) {
    const done = setTag(connection, owner, { key, value });
    if (!done.ok) return done;
  }
  for (const key of change.remove) {
    const checked = checkEditable(owner, key);
    if (!checked.ok) return checked;
    removeTag(connection, owner, key);
  }
  return success(undefined);
}

function setTag(connection: Connection, owner: TagOwner, tag: Tag): Result<void> {
  const key = checkTagKey(tag.key);
  if (!key.ok) return key;
  const editable = checkEditable(owner, tag.key);
  if (!editable.ok) return editable;
  const value = fittingValue(connection, owner, tag.value);
  if (!value.ok) return value;
  if (owner.kind === 'run' && tag.key === RUN_NAME_TAG) return setRunName(connection, owner, value.value);
  writeTag(connection, owner, { key: tag.key, value: value.value });
  return success(undefined);
}

/** The name that MLflow gives a run with this tag; an empty one changes nothing there. */
function setRunName(connection: Connection, owner: Extract<TagOwner, { kind: 'run' }>, name: string): Result<void> {
  const renamed = name === '' ? success(undefined) : renameRun(connection, owner.runId, name);
  return renamed.ok ? success(undefined) : renamed;
}

/** MLflow's limits, or those of the columns of an older MLflow. */
const RUN_TAG_LENGTH = 8000;
const EXPERIMENT_TAG_LENGTH = 20_000;

/** As MLflow, which cuts the value of a run's tag and refuses that of any other if it is too long. */
function fittingValue(connection: Connection, owner: TagOwner, value: string): Result<string> {
  if (owner.kind === 'run') {
    const limit = Math.min(RUN_TAG_LENGTH, columnLength(connection.schema, 'tags', 'value') ?? RUN_TAG_LENGTH);
    return success(value.length > limit ? [...value].slice(0, limit).join('') : value);
  }
  const checked =
    owner.kind === 'experiment'
      ? checkTagValue(
          value,
          Math.min(EXPERIMENT_TAG_LENGTH, columnLength(connection.schema, 'experiment_tags', 'value') ?? EXPERIMENT_TAG_LENGTH),
        )
      : checkTagValue(value);
  return checked.ok ? success(value) : checked;
}

function findOwner(connection: Connection, owner: TagOwner): Result<unknown> {
  switch (owner.kind) {
    case 'experiment':
      return findActiveExperiment(connection, owner.experimentId);
    case 'run':
      return findActiveRun(connection, owner.runId);
    case 'model':
      return modelExists(connection, owner.name) ? success(undefined) : noModel(owner.name);
    case 'version':
      return getVersion(connection, owner.name, owner.version);
  }
}

function checkEditable(owner: TagOwner, key: string): Result<void> {
  if (owner.kind !== 'model' || !key.startsWith(HISTORY_TAG_PREFIX)) return success(undefined);
  return failure('invalid', 'This tag belongs to the history, which is not edited.', { nextStep: 'Choose another key.' });
}
