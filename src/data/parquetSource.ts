import { type DuckDBConnection } from '@duckdb/node-api';
import { oneLine } from '../base/oneLine';
import { failure, success, type Result } from '../base/result';
import { shownText } from '../domain/shownText';
import { arrowPandasTypes } from './arrowSchema';
import { planForType } from './pandasTypes';
import { recordedPandasTypes, type RecordedPandas } from './pandasMetadata';
import { quoteName, quotePath } from './quoting';
import { type SourceColumn, type TableSource } from './tableSource';

/** A column as one file has it: its own name, DuckDB's name for it (which may not differ in case alone) and its type. */
interface ParquetColumn {
  readonly name: string;
  readonly duckName: string;
  readonly type: string;
  readonly logicalType: string;
}

/**
 * Parquet files of one shape as a source: columns in the first file's order, less those that pandas takes as its index.
 * Reads footers only.
 */
export async function openParquet(connection: DuckDBConnection, paths: readonly string[]): Promise<Result<TableSource>> {
  const first = paths[0] ?? '';
  const columns = await columnsOf(connection, first);
  for (const path of paths.slice(1)) {
    const problem = difference(columns, await columnsOf(connection, path), { first, path });
    if (problem !== null) return problem;
  }
  const relation = `read_parquet([${paths.map(quotePath).join(', ')}], union_by_name = true, hive_partitioning = false)`;
  const counted = await connection.run(`SELECT count(*) FROM ${relation}`);
  const recorded = await pandasTypesOf(connection, first);
  return success({
    rowCount: Number((await counted.getRows())[0]?.[0]),
    columns: columns.filter(column => !recorded.index.has(column.name)).map(column => sourceColumn(column, recorded)),
    relation,
    dispose: () => undefined,
  });
}

function sourceColumn(column: ParquetColumn, recorded: RecordedPandas): SourceColumn {
  const written = recorded.dtypes.get(column.name);
  // Only dictionaries of text come back from the file as categories.
  const restored = written === 'category' && column.type !== 'VARCHAR' ? undefined : written;
  const plan = planForType(column.type, quoteName(column.duckName), restored ?? dtypeOfLogicalType(column.logicalType));
  return { name: column.name, fileType: column.type, value: quoteName(column.duckName), plan: () => Promise.resolve(plan) };
}

/** Two logical types that DuckDB reads as another one. */
function dtypeOfLogicalType(logicalType: string): string | undefined {
  if (logicalType.startsWith('Float16')) return 'float16';
  return logicalType.startsWith('Null') ? 'object' : undefined;
}

async function columnsOf(connection: DuckDBConnection, path: string): Promise<ParquetColumn[]> {
  const file = `read_parquet(${quotePath(path)}, hive_partitioning = false)`;
  const described = await (await connection.run(`DESCRIBE SELECT * FROM ${file}`)).getRows();
  const schema = await (await connection.run(`SELECT name, num_children, logical_type FROM parquet_schema(${quotePath(path)})`)).getRows();
  const own = topLevel(schema.map(row => ({ name: String(row[0]), children: Number(row[1] ?? 0), logicalType: String(row[2] ?? '') })));
  return described.map((row, k) => ({
    name: own[k]?.name ?? String(row[0]),
    duckName: String(row[0]),
    type: String(row[1]),
    logicalType: own[k]?.logicalType ?? '',
  }));
}

interface SchemaElement {
  readonly name: string;
  readonly children: number;
  readonly logicalType: string;
}

/** The root's children, from the schema's depth-first list. */
function topLevel(elements: readonly SchemaElement[]): SchemaElement[] {
  const found: SchemaElement[] = [];
  let place = 1;
  const skip = (): void => {
    const children = elements[place]?.children ?? 0;
    place++;
    for (let k = 0; k < children; k++) skip();
  };
  while (place < elements.length) {
    const element = elements[place];
    if (element !== undefined) found.push(element);
    skip();
  }
  return found;
}

async function pandasTypesOf(connection: DuckDBConnection, path: string): Promise<RecordedPandas> {
  const rows = await (
    await connection.run(
      `SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata(${quotePath(path)}) WHERE decode(key) IN ('pandas', 'ARROW:schema')`,
    )
  ).getRows();
  const text = new Map(rows.map(row => [String(row[0]), String(row[1])]));
  const pandas = text.get('pandas');
  if (pandas !== undefined) return recordedPandasTypes(pandas);
  return { dtypes: arrowPandasTypes(text.get('ARROW:schema') ?? ''), index: new Set() };
}

function difference(
  columns: readonly ParquetColumn[],
  others: readonly ParquetColumn[],
  names: { first: string; path: string },
): Result<never> | null {
  const [first, path] = [oneLine(names.first, 500), oneLine(names.path, 500)];
  const nextStep = 'Give a pattern that matches files of one shape.';
  const types = new Map(columns.map(column => [column.name, column.type]));
  const absent = columns.find(column => !others.some(other => other.name === column.name));
  if (absent !== undefined)
    return failure('invalid', `${path} has no column "${shownText(absent.name)}", which ${first} has.`, { nextStep });
  const extra = others.find(other => !types.has(other.name));
  if (extra !== undefined)
    return failure('invalid', `${path} has a column "${shownText(extra.name)}", which ${first} has not.`, { nextStep });
  const changed = others.find(other => types.get(other.name) !== other.type);
  if (changed === undefined) return null;
  return failure(
    'invalid',
    `Column "${shownText(changed.name)}" is ${types.get(changed.name)} in ${first} and ${changed.type} in ${path}.`,
    { nextStep },
  );
}
