import { type TagOwner } from '../../domain/tagOwner';
import { type Tag } from '../history/taggedText';
import { type Connection, type Parameters } from './connection';

/** Writes a tag without checking it. */
export function writeTag(connection: Connection, owner: TagOwner, tag: Tag): void {
  removeTag(connection, owner, tag.key);
  const { table, columns } = placeOf(owner);
  connection.insert(table, { ...columns, key: tag.key, value: tag.value });
}

/** Removes a tag without checking it. */
export function removeTag(connection: Connection, owner: TagOwner, key: string): void {
  const { table, columns } = placeOf(owner);
  const conditions = ['key', ...Object.keys(columns)].map(column => `${column} = @${column}`);
  connection.run(`DELETE FROM ${table} WHERE ${conditions.join(' AND ')}${connection.inWorkspace(table)}`, { ...columns, key });
}

/** The table of an owner's tags, and what its rows name the owner by. Text that is a number meets a column of numbers as one. */
function placeOf(owner: TagOwner): { readonly table: string; readonly columns: Parameters } {
  switch (owner.kind) {
    case 'experiment':
      return { table: 'experiment_tags', columns: { experiment_id: owner.experimentId } };
    case 'run':
      return { table: 'tags', columns: { run_uuid: owner.runId } };
    case 'model':
      return { table: 'registered_model_tags', columns: { name: owner.name } };
    case 'version':
      return { table: 'model_version_tags', columns: { name: owner.name, version: owner.version } };
  }
}
