import { type DuckDBConnection, type DuckDBDataChunk } from '@duckdb/node-api';
import { type PartGroups, type ValueGroups } from './contract';
import { NumberRuns, TextRuns } from './valueRuns';
import { doublesIn, smallIntegersIn } from './vectorItems';

/** What a query tells as values and counts, in its order. */
export async function* groupsOf(connection: DuckDBConnection, sql: string, storage: ValueGroups['storage']): AsyncGenerator<ValueGroups> {
  for await (const chunk of chunksOf(connection, sql)) {
    const counts = doublesOf(chunk, 1);
    if (storage === 'codes') yield { storage, values: textsOf(chunk), counts };
    else yield { storage, values: doublesOf(chunk, 0), counts };
  }
}

/** The same where the query tells values in order, and one as often as it is there. */
export async function* numberRuns(connection: DuckDBConnection, sql: string): AsyncGenerator<ValueGroups> {
  const runs = new NumberRuns();
  for await (const chunk of chunksOf(connection, sql)) {
    const groups = runs.closedBy(doublesOf(chunk, 0));
    if (groups.values.length > 0) yield groups;
  }
  yield runs.last();
}

/** The same where the query tells groups in order, and those of one value one after the other. */
export async function* mergedGroups(
  connection: DuckDBConnection,
  sql: string,
  storage: ValueGroups['storage'],
): AsyncGenerator<ValueGroups> {
  const [numbers, texts] = [new NumberRuns(), new TextRuns()];
  for await (const chunk of chunksOf(connection, sql)) {
    const counts = doublesOf(chunk, 1);
    yield storage === 'codes' ? texts.closedBy(textsOf(chunk), counts) : numbers.closedBy(doublesOf(chunk, 0), counts);
  }
  yield storage === 'codes' ? texts.last() : numbers.last();
}

/** What a query tells as values, parts and counts, in its order. Without counts, each is there once. */
export async function* partGroupsOf(
  connection: DuckDBConnection,
  sql: string,
  storage: ValueGroups['storage'],
): AsyncGenerator<PartGroups> {
  for await (const chunk of chunksOf(connection, sql)) {
    const counts = chunk.columnCount > 2 ? doublesOf(chunk, 2) : new Float64Array(chunk.rowCount).fill(1);
    const parts = placesOf(chunk, 1);
    if (storage === 'codes') yield { storage, values: textsOf(chunk), counts, parts };
    else yield { storage, values: doublesOf(chunk, 0), counts, parts };
  }
}

/** What a query tells, chunk after chunk: the next one is made while the last one is looked at. */
async function* chunksOf(connection: DuckDBConnection, sql: string): AsyncGenerator<DuckDBDataChunk> {
  const result = await connection.stream(sql);
  let next = result.fetchChunk();
  try {
    for (;;) {
      const chunk = await next;
      if (chunk === null || chunk.rowCount === 0) return;
      next = result.fetchChunk();
      yield chunk;
    }
  } finally {
    // Whoever stops early closes the connection, which must be at rest.
    await next.catch(() => undefined);
  }
}

function textsOf(chunk: DuckDBDataChunk): string[] {
  return chunk.getColumnValues(0).map(String);
}

/** A copy, which outlives the chunk. */
function doublesOf(chunk: DuckDBDataChunk, column: number): Float64Array {
  return doublesIn(chunk.getColumnVector(column)).slice();
}

function placesOf(chunk: DuckDBDataChunk, column: number): Int16Array {
  return smallIntegersIn(chunk.getColumnVector(column)).slice();
}
