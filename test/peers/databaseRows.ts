import Database from 'better-sqlite3';

/** What makes a database file what it is beside its rows: the statements of its schema, its revision, how it keeps its journal. */
export function databaseForm(file: string): unknown {
  return reading(file, database => ({
    schema: database.prepare('SELECT type, name, sql FROM sqlite_master ORDER BY type, name').all(),
    revision: database.prepare('SELECT * FROM alembic_version').all(),
    journal: database.pragma('journal_mode', { simple: true }),
  }));
}

export type DatabaseRows = Readonly<Record<string, { readonly columns: readonly string[]; readonly rows: readonly string[] }>>;

/** Every row of every table but Alembic's, as text, in an order of its own; of these columns, if they were read before. */
export function databaseRows(file: string, before?: DatabaseRows): DatabaseRows {
  return reading(file, database => {
    const all = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'").pluck();
    const tables = before === undefined ? (all.all() as string[]) : Object.keys(before);
    return Object.fromEntries(tables.map(table => [table, tableRows(database, table, before?.[table]?.columns)]));
  });
}

function tableRows(database: Database.Database, table: string, known?: readonly string[]): DatabaseRows[string] {
  const columns = known ?? (database.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[]);
  const texts = columns.map(column => `quote("${column}")`).join(` || ',' || `);
  const rows = database.prepare(`SELECT ${texts} AS row FROM "${table}" ORDER BY row`).pluck().all() as string[];
  return { columns, rows };
}

function reading<T>(file: string, read: (database: Database.Database) => T): T {
  const database = new Database(file, { readonly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}
