import { type DuckDBConnection } from '@duckdb/node-api';
import {
  compressionRegistry,
  CompressionType,
  RecordBatchReader,
  type AsyncRecordBatchFileReader,
  type AsyncRecordBatchStreamReader,
  type DataType,
  type List,
  Type,
} from 'apache-arrow';
import { open, type FileHandle } from 'node:fs/promises';
import * as zlib from 'node:zlib';
import { oneLine } from '../base/oneLine';
import { failure, success, type Result } from '../base/result';
import { shownText } from '../domain/shownText';
import { type ArrowColumn, arrowColumn } from './arrowColumn';
import { type DuckDatabase } from './duckDatabase';
import { unpackLz4 } from './lz4Frame';
import { recordedPandasTypes, type RecordedPandas } from './pandasMetadata';
import { planForType } from './pandasTypes';
import { TableFiller } from './tableFiller';
import { loadedTable } from './loadedTable';
import { type TableSource } from './tableSource';

const LISTS: ReadonlySet<Type> = new Set([Type.List, Type.FixedSizeList, Type.LargeList]);
const NUMBERS: ReadonlySet<Type> = new Set([Type.Int, Type.Float, Type.Decimal]);

type Batches = AsyncRecordBatchFileReader | AsyncRecordBatchStreamReader;

/**
 * Arrow files (IPC files, which Feather 2 is, and IPC streams) of one shape as a source: read batch by batch into a table
 * of DuckDB's, once. Types are those of pandas' `read_feather`. O(bytes).
 */
export async function openArrow(
  connection: DuckDBConnection,
  database: DuckDatabase,
  paths: readonly string[],
): Promise<Result<TableSource>> {
  const filled = await loadedTable(database, name => load(connection, name, paths));
  if (!filled.ok) return filled;
  const { table, loaded } = filled.value;
  const { columns, recorded, rowCount } = loaded;
  return success({
    rowCount,
    columns: columns.flatMap(({ name, type, fileType, dtype }, k) => {
      if (recorded.index.has(name)) return [];
      const plan = planForType(
        isMap(fileType) ? 'MAP()' : type.toString(),
        `c${k}`,
        isMap(fileType) ? undefined : (recorded.dtypes.get(name) ?? dtype),
      );
      return [{ name, fileType, value: `c${k}`, plan: () => Promise.resolve(plan) }];
    }),
    relation: table,
    dispose: () => database.drop('TABLE', table),
  });
}

/** The column names of one file, from its schema. */
export async function arrowColumnNames(path: string): Promise<Result<readonly string[]>> {
  return await withBatches(path, batches => {
    const { index } = recordedOf(batches);
    return Promise.resolve(success(batches.schema.fields.map(({ name }) => name).filter(name => !index.has(name))));
  });
}

/** Those of its columns that hold lists of numbers, from its schema. */
export async function arrowListColumns(path: string): Promise<readonly string[]> {
  const found = await withBatches(path, ({ schema }) =>
    Promise.resolve(success(schema.fields.filter(({ type }) => isListOfNumbers(type)).map(({ name }) => name))),
  );
  return found.ok ? found.value : [];
}

function isListOfNumbers(type: DataType): boolean {
  if (!LISTS.has(type.typeId)) return false;
  const [item] = (type as List).children;
  return item !== undefined && NUMBERS.has(item.type.typeId);
}

/** pandas reads a map as a list of pairs. */
function isMap(fileType: string): boolean {
  return fileType.startsWith('Map');
}

interface Loaded {
  readonly columns: readonly ArrowColumn[];
  readonly recorded: RecordedPandas;
  readonly rowCount: number;
}

async function load(connection: DuckDBConnection, table: string, paths: readonly string[]): Promise<Result<Loaded>> {
  let first: Omit<Loaded, 'rowCount'> | null = null;
  let filler: TableFiller | null = null;
  try {
    for (const path of paths) {
      const filled = await withBatches(path, async batches => {
        const columns = batches.schema.fields.map(arrowColumn);
        first ??= { columns, recorded: recordedOf(batches) };
        const places = placesIn(first.columns, columns, { first: paths[0] ?? '', path });
        if (!places.ok) return places;
        filler ??= await TableFiller.begin(
          connection,
          table,
          columns.map(({ type }) => type),
        );
        for await (const batch of batches) {
          filler.append(
            batch.numRows,
            places.value.map(place => {
              const [column, data] = [columns[place], batch.data.children[place]];
              if (column === undefined || data === undefined) throw new Error('A batch lacks a column of its schema.');
              return column.writer(data);
            }),
          );
        }
        return success(undefined);
      });
      if (!filled.ok) return filled;
    }
  } finally {
    (filler as TableFiller | null)?.end();
  }
  const made: Omit<Loaded, 'rowCount'> | null = first;
  if (made === null) throw new Error('No Arrow file was given.');
  return success({ ...(made as Omit<Loaded, 'rowCount'>), rowCount: (filler as TableFiller | null)?.rowCount ?? 0 });
}

function recordedOf({ schema }: Batches): RecordedPandas {
  const pandas = schema.metadata.get('pandas');
  return pandas === undefined ? { dtypes: new Map(), index: new Set() } : recordedPandasTypes(pandas);
}

/** For each column of the first file, where the other file has it. */
function placesIn(
  columns: readonly ArrowColumn[],
  others: readonly ArrowColumn[],
  files: { first: string; path: string },
): Result<readonly number[]> {
  const [first, path] = [oneLine(files.first, 500), oneLine(files.path, 500)];
  const nextStep = 'Give a pattern that matches files of one shape.';
  const places = columns.map(column => others.findIndex(other => other.name === column.name && other.fileType === column.fileType));
  const unlike = columns.find((_, k) => places[k] === -1) ?? others.find(other => !columns.some(column => column.name === other.name));
  if (unlike === undefined) return success(places);
  return failure('invalid', `Column "${shownText(unlike.name)}" is not the same in ${first} and in ${path}.`, { nextStep });
}

async function withBatches<T>(path: string, use: (batches: Batches) => Promise<Result<T>>): Promise<Result<T>> {
  const shown = oneLine(path, 500);
  registerCodecs();
  let file: FileHandle | null = null;
  try {
    file = await open(path);
    const old = await isFeather1(file);
    if (old)
      return failure('unsupported', `${shown} is a Feather file of version 1.`, {
        nextStep: 'Write it again with pandas or pyarrow as Feather 2 or Parquet.',
      });
    const batches = await RecordBatchReader.from(file);
    await batches.open();
    return await use(batches as Batches);
  } catch (error) {
    return explainArrow(shown, error);
  } finally {
    await file?.close().catch(() => undefined); // The reader may have closed it.
  }
}

async function isFeather1(file: FileHandle): Promise<boolean> {
  const start = Buffer.alloc(4);
  await file.read(start, 0, 4, 0);
  return start.toString('latin1') === 'FEA1';
}

let registered = false;

/** Arrow's library brings no codecs. Zstandard is Node.js's own, from 22.15 on. */
function registerCodecs(): void {
  if (registered) return;
  registered = true;
  compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: unpackLz4 });
  const unpackZstandard: unknown = Reflect.get(zlib, 'zstdDecompressSync');
  if (typeof unpackZstandard === 'function')
    compressionRegistry.set(CompressionType.ZSTD, { decode: unpackZstandard as (packed: Uint8Array) => Uint8Array });
}

function explainArrow(path: string, error: unknown): Result<never> {
  const detail = String(error);
  // What DuckDB says of its memory and its disk is told elsewhere.
  if (/out of memory|no space left|failed to create directory|interrupt/i.test(detail)) throw error;
  if (/codec not found/i.test(detail))
    return failure('unsupported', `${path} is compressed in a way that this Node.js does not unpack.`, {
      nextStep: 'Write it with LZ4 or without compression, or use Node.js 22.15 or later.',
      detail,
    });
  if (/unrecognized type|not implemented|unsupported/i.test(detail))
    return failure('unsupported', `${path} holds a type of column that Model Ops does not read.`, {
      nextStep: 'Write it as Parquet.',
      detail,
    });
  if (/EACCES|EPERM/.test(detail)) return failure('unreadable', `${path} may not be read.`, { nextStep: 'Check its permissions.', detail });
  return failure('unreadable', `${path} is not a whole Arrow file: part of it is missing or it is another kind of file.`, {
    nextStep: 'Copy or write the file again.',
    detail,
  });
}
