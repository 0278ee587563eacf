import { DuckDBDataChunk, type DuckDBAppender, type DuckDBConnection, type DuckDBType, type DuckDBVector } from '@duckdb/node-api';

/** Rows of a chunk: DuckDB's vector size. */
const CHUNK = 2048;

/** Writes `count` values of a batch, from its row `from`, into a vector. */
export type VectorWriter = (vector: DuckDBVector, from: number, count: number) => void;

/** Fills a DuckDB table from JavaScript, a vector at a time; what does not fit into memory DuckDB puts on the disk. */
export class TableFiller {
  private readonly chunk: DuckDBDataChunk;
  private filled = 0;

  private constructor(
    private readonly appender: DuckDBAppender,
    types: readonly DuckDBType[],
  ) {
    this.chunk = DuckDBDataChunk.create(types);
  }

  /** Makes the table, with columns c0, c1 …, and begins. */
  static async begin(connection: DuckDBConnection, table: string, types: readonly DuckDBType[]): Promise<TableFiller> {
    await connection.run(`CREATE TABLE ${table} (${types.map((type, k) => `c${k} ${type.toString()}`).join(', ')})`);
    return new TableFiller(await connection.createAppender(table), types);
  }

  get rowCount(): number {
    return this.filled;
  }

  append(rows: number, writers: readonly VectorWriter[]): void {
    for (let from = 0; from < rows; from += CHUNK) {
      const count = Math.min(CHUNK, rows - from);
      this.chunk.reset();
      this.chunk.rowCount = count;
      writers.forEach((write, k) => {
        const vector = this.chunk.getColumnVector(k);
        write(vector, from, count);
        vector.flush();
      });
      this.appender.appendDataChunk(this.chunk);
    }
    this.filled += rows;
  }

  end(): void {
    this.appender.closeSync();
  }
}
