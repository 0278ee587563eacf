import { success, type Result } from '../base/result';
import { type DuckDatabase } from './duckDatabase';

/** What was loaded, and the table that it is in. */
export interface LoadedTable<Loaded> {
  readonly table: string;
  readonly loaded: Loaded;
}

/** Fills a table of its own; nothing of it stays if that fails. */
export async function loadedTable<Loaded>(
  database: DuckDatabase,
  load: (table: string) => Promise<Result<Loaded>>,
): Promise<Result<LoadedTable<Loaded>>> {
  const table = database.newName();
  const loaded = await load(table);
  if (loaded.ok) return success({ table, loaded: loaded.value });
  database.drop('TABLE', table);
  return loaded;
}
