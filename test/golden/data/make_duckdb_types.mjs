// Writes types_duckdb.parquet: one column for each DuckDB type that its Parquet writer takes. Run before make_data_golden.py.
import { DuckDBInstance } from '@duckdb/node-api';
import { fileURLToPath } from 'node:url';

const hour = "TIMESTAMP '2024-01-01' + INTERVAL (i) HOUR";
const columns = {
  tinyint: 'i::TINYINT',
  smallint: 'i::SMALLINT',
  integer: 'i::INTEGER',
  bigint: 'i::BIGINT',
  hugeint: 'i::HUGEINT',
  utinyint: 'i::UTINYINT',
  usmallint: 'i::USMALLINT',
  uinteger: 'i::UINTEGER',
  ubigint: 'i::UBIGINT',
  uhugeint: 'i::UHUGEINT',
  decimal: 'i::DECIMAL(10,2)',
  decimal4: 'i::DECIMAL(4,1)',
  decimal38: 'i::DECIMAL(38,4)',
  float: 'i::FLOAT',
  double: 'i::DOUBLE',
  bool: 'i % 2 = 0',
  varchar: "'abc'[i % 3 + 1]",
  enum: "('abc'[i % 3 + 1])::ENUM('a', 'b', 'c')",
  date: "DATE '2024-01-01' + i::INTEGER",
  timestamp: hour,
  timestamptz: `(${hour})::TIMESTAMPTZ`,
  timestamp_s: `(${hour})::TIMESTAMP_S`,
  timestamp_ms: `(${hour})::TIMESTAMP_MS`,
  timestamp_ns: `(${hour})::TIMESTAMP_NS`,
  time: "TIME '01:00' + INTERVAL (i) MINUTE",
  timetz: "(TIME '01:00' + INTERVAL (i) MINUTE)::TIMETZ",
  blob: "'ab'::BLOB",
  list: '[i]',
  array2: '[i, i]::BIGINT[2]',
  struct: '{x: i}',
  map: "MAP{'k': i}",
  uuid: "('00000000-0000-0000-0000-0000000000' || lpad(i::VARCHAR, 2, '0'))::UUID",
  interval: 'INTERVAL (i) HOUR',
  bit: "'101'::BIT",
};
const file = fileURLToPath(new URL('types_duckdb.parquet', import.meta.url));
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const select = Object.entries(columns)
  .map(([name, sql]) => `${sql} AS "${name}"`)
  .join(', ');
await connection.run(`COPY (SELECT ${select} FROM range(12) t(i)) TO '${file}' (FORMAT PARQUET)`);
