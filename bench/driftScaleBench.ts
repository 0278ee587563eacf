import { DuckDBInstance } from '@duckdb/node-api';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { type BenchResult } from './benchResult';
import { driftProcess } from './driftProcess';
import { flightsFile } from './flightsFile';

const NORMAL = 'sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())';
const MOST_MEGABYTES = 4096;
const LEVEL = "'level_' || floor(random() * 20)::INTEGER";

/**
 * The command line on what is wide or long, in a process of its own, its start and its reading included: 1,000 columns ×
 * 10,000 rows × 2; 100 million rows × 5 columns against a million, with the process's peak memory (its file is made once,
 * in the cache); ten million different categories; 20 and 30 million rows × 4 columns by weeks
 * (made once too); and January against June of the 3 million flights of the npm package vega-datasets. Throws where a report is not what the data was made to give.
 */
export async function driftScaleBench(): Promise<readonly BenchResult[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelops-bench-'));
  try {
    return [await wide(folder), await categories(folder), flights(), await windows(), await long()];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function wide(folder: string): Promise<BenchResult> {
  const columns = (shift: number) => Array.from({ length: 1000 }, (_, k) => `${k % 4 === 3 ? LEVEL : `${NORMAL} + ${shift}`} AS c${k}`);
  const files = [path.join(folder, 'wide-reference.parquet'), path.join(folder, 'wide-current.parquet')] as const;
  await write(files[0], columns(0), 10_000);
  await write(files[1], columns(0.2), 10_000);
  const { milliseconds, report } = driftProcess(['--reference', files[0], '--current', files[1]]);
  expectDrifted(report.dataset.driftedColumns, 750);
  return {
    name: 'drift, 1,000 columns × 10,000 rows × 2',
    ours: milliseconds,
    peer: null,
    unit: 'ms',
    target: 'at most 10 s',
    met: milliseconds <= 10_000,
  };
}

/** Every row has a text of its own, on both sides the same. */
async function categories(folder: string): Promise<BenchResult> {
  const files = [path.join(folder, 'keys-reference.parquet'), path.join(folder, 'keys-current.parquet')] as const;
  for (const file of files) await write(file, ["'key_' || range AS key"], 10_000_000);
  const { milliseconds, megabytes, report } = driftProcess(['--reference', files[0], '--current', files[1], '--type', 'key=categorical']);
  const [column] = report.columns;
  if (column === undefined || (column.status !== 'ok' && column.reason === null))
    throw new Error('The column has neither a result nor a reason.');
  expectDrifted(report.dataset.driftedColumns, 0);
  return {
    name: 'drift, ten million different categories × 2, peak memory',
    ours: megabytes,
    peer: null,
    unit: 'MB',
    detail: `in ${(milliseconds / 1000).toFixed(0)} s: ${column.reason ?? `${column.method} ${column.score}`}`,
    target: 'a result or a reason within 4 GB',
    met: megabytes <= MOST_MEGABYTES,
  };
}

async function long(): Promise<BenchResult> {
  const columns = (shift: number) => [
    `random() + ${shift} AS uniform`,
    `${NORMAL} + ${shift} AS normal`,
    '-ln(1 - random()) AS waiting',
    'floor(random() * 1000)::INTEGER AS whole',
    `${LEVEL} AS level`,
  ];
  const folder = cacheFolder();
  const files = [path.join(folder, 'long-reference.parquet'), path.join(folder, 'long-current.parquet')] as const;
  await writeOnce(files[0], columns(0), 1_000_000);
  await writeOnce(files[1], columns(0.05), 100_000_000);
  const { milliseconds, megabytes, report } = driftProcess(['--reference', files[0], '--current', files[1]]);
  expectDrifted(report.dataset.driftedColumns, 1);
  const detail = `in ${(milliseconds / 1000).toFixed(0)} s`;
  return {
    name: 'drift, 100 million rows × 5 columns, peak memory',
    ours: megabytes,
    peer: null,
    unit: 'MB',
    detail,
    target: 'at most 4 GB',
    met: megabytes <= MOST_MEGABYTES,
  };
}

/** Nearly all values differ, which is the most that can be asked of sorting them. */
async function windows(): Promise<BenchResult> {
  const weeks = 13;
  const columns = (rows: number, shift: number) => [
    `TIMESTAMP '2024-01-01' + to_microseconds(range * ${Math.floor((weeks * 7 * 86_400e6) / rows)}) AS moment`,
    `${NORMAL} + ${shift} AS normal`,
    `random() + ${shift} AS uniform`,
    '-ln(1 - random()) AS waiting',
    `5 * ${NORMAL} AS wide`,
  ];
  const folder = cacheFolder();
  const files = [path.join(folder, 'weeks-reference.parquet'), path.join(folder, 'weeks-current.parquet')] as const;
  await writeOnce(files[0], columns(20_000_000, 0), 20_000_000);
  await writeOnce(files[1], columns(30_000_000, 0.1), 30_000_000);
  const { milliseconds, megabytes, report } = driftProcess(
    ['--reference', files[0], '--current', files[1], '--time', 'moment', '--window', 'week'],
    '1GB',
  );
  const found = report.columns.map(({ windows }) => windows?.length).filter(length => length !== undefined);
  if (found.some(length => length !== weeks) || found.length !== 4)
    throw new Error(`There are ${found.join(', ')} windows, not ${weeks} of each.`);
  return {
    name: 'drift, 20 + 30 million rows × 4 columns by weeks, 1 GB for DuckDB, peak memory',
    ours: megabytes,
    peer: null,
    unit: 'MB',
    detail: `in ${(milliseconds / 1000).toFixed(0)} s`,
    target: 'at most 2.5 GB',
    met: megabytes <= 2560,
  };
}

function cacheFolder(): string {
  const folder = path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'modelops', 'bench');
  mkdirSync(folder, { recursive: true });
  return folder;
}

function flights(): BenchResult {
  const file = flightsFile(cacheFolder());
  const where = ['--reference-where', 'date=2001-01..2001-02', '--current-where', 'date=2001-06..2001-07'];
  const { report } = driftProcess(['--reference', file, '--current', file, ...where]);
  return {
    name: 'drift, flights of January against June, reading included',
    ours: report.tookMs,
    peer: null,
    unit: 'ms',
    target: 'at most 2 s',
    met: report.tookMs <= 2000,
  };
}

function expectDrifted(found: number, made: number): void {
  if (found !== made) throw new Error(`${found} columns drifted where the data was made to have ${made}.`);
}

/** A half-written file has another name. */
async function writeOnce(file: string, columns: readonly string[], rows: number): Promise<void> {
  if (existsSync(file)) return;
  await write(`${file}.part`, columns, rows);
  renameSync(`${file}.part`, file);
}

async function write(file: string, columns: readonly string[], rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB' });
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT ${columns.join(', ')} FROM range(${rows})) TO '${file.replaceAll("'", "''")}' (FORMAT PARQUET)`);
  connection.closeSync();
  instance.closeSync();
}
