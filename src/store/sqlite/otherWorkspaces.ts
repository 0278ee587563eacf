import { shownText } from '../../domain/shownText';
import { type Connection } from './connection';

const NAMED = 5;

/**
 * Says that other workspaces hold experiments or models, which are not shown; nothing if none do. Databases from before
 * MLflow 3.10 have no workspaces. Cost: one look at each experiment and model.
 */
export function otherWorkspaces(connection: Connection): readonly string[] {
  const tables = ['experiments', 'registered_models'].filter(table => connection.has(table, 'workspace'));
  if (tables.length === 0) return [];
  const others = tables.map(table => `SELECT workspace FROM ${table} WHERE workspace <> 'default'`).join(' UNION ');
  const names = connection.rows<{ workspace: string }>(`${others} ORDER BY 1`).map(row => `'${shownText(row.workspace)}'`);
  if (names.length === 0) return [];
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  const which = `workspace${names.length === 1 ? '' : 's'} ${names.slice(0, NAMED).join(', ')}${more}`;
  return [`Experiments and models of the ${which} are not shown: Model Ops reads and writes the workspace 'default' of a database.`];
}
