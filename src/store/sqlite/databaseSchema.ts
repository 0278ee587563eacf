import { type Database } from 'better-sqlite3';

interface ColumnFacts {
  /** Whether a new row must name a value. */
  readonly required: boolean;
  /** The most characters that the declared type allows; SQLite itself holds nobody to it. Null if it names none. */
  readonly length: number | null;
}

/** What a database holds, found by looking: which tables and columns, and which Alembic revision it claims. */
export interface DatabaseSchema {
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, ColumnFacts>>;
  readonly indexes: ReadonlySet<string>;
  readonly revisions: readonly string[];
}

/** Reads the schema. O(tables). */
export function readSchema(database: Database): DatabaseSchema {
  const rows = database
    .prepare<[], { name: string; column: string; type: string; required: number }>(
      `SELECT m.name AS name, c.name AS column, c.type AS type, (c."notnull" = 1 AND c.dflt_value IS NULL AND c.pk = 0) AS required
       FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'`,
    )
    .all();
  const tables = new Map<string, Map<string, ColumnFacts>>();
  for (const row of rows) {
    const columns = tables.get(row.name) ?? new Map<string, ColumnFacts>();
    columns.set(row.column, { required: row.required === 1, length: declaredLength(row.type) });
    tables.set(row.name, columns);
  }
  const indexes = database.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'index'").pluck().all();
  const revisions = tables.has('alembic_version')
    ? database.prepare<[], string>('SELECT version_num FROM alembic_version').pluck().all()
    : [];
  return { tables, indexes: new Set(indexes), revisions };
}

export function hasColumn(schema: DatabaseSchema, table: string, column: string): boolean {
  return schema.tables.get(table)?.has(column) ?? false;
}

/** The most characters of a column of text, as its declaration says. */
export function columnLength(schema: DatabaseSchema, table: string, column: string): number | null {
  return schema.tables.get(table)?.get(column)?.length ?? null;
}

/** Whether these are MLflow's tables at all. */
export function isMlflowSchema(schema: DatabaseSchema): boolean {
  return hasColumn(schema, 'experiments', 'experiment_id') && hasColumn(schema, 'runs', 'run_uuid');
}

function declaredLength(type: string): number | null {
  const digits = /^VARCHAR\((\d+)\)$/i.exec(type)?.[1];
  return digits === undefined ? null : Number(digits);
}
