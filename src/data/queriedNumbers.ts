import { type DuckDBConnection } from '@duckdb/node-api';

/** The rows that a query of numbers gives. What is null is 0. */
export async function queriedNumbers(connection: DuckDBConnection, sql: string): Promise<number[][]> {
  return (await (await connection.run(sql)).getRows()).map(row => row.map(Number));
}
