import { DuckDBInstance } from '@duckdb/node-api';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DriftReport } from '../src/drift/contract';
import { type BenchResult } from './benchResult';

const NORMAL = 'sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())';
const LEVEL = "'level_' || floor(random() * 20)::INTEGER";

/**
 * The command line on what is wide or long, in a process of its own, its start and its reading included: 1,000 columns ×
 * 10,000 rows × 2; 100 million rows × 5 columns against a million, with the process's peak memory; and, where
 * MODELOPS_FLIGHTS names flights-3m.parquet of the npm package vega-datasets, January against June of its 3 million rows.
 */
export async function driftScaleBench(): Promise<readonly BenchResult[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelops-bench-'));
  try {
    return [await wide(folder), await long(folder), ...flights()];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function wide(folder: string): Promise<BenchResult> {
  const columns = (shift: number) => Array.from({ length: 1000 }, (_, k) => `${k % 4 === 3 ? LEVEL : `${NORMAL} + ${shift}`} AS c${k}`);
  const files = [path.join(folder, 'wide-reference.parquet'), path.join(folder, 'wide-current.parquet')] as const;
  await write(files[0], columns(0), 10_000);
  await write(files[1], columns(0.2), 10_000);
  const { milliseconds } = drift(['--reference', files[0], '--current', files[1]]);
  return {
    name: 'drift, 1,000 columns × 10,000 rows × 2',
    ours: milliseconds,
    peer: null,
    unit: 'ms',
    target: 'at most 10 s',
    met: milliseconds <= 10_000,
  };
}

async function long(folder: string): Promise<BenchResult> {
  const columns = (shift: number) => [
    `random() + ${shift} AS uniform`,
    `${NORMAL} + ${shift} AS normal`,
    '-ln(1 - random()) AS waiting',
    'floor(random() * 1000)::INTEGER AS whole',
    `${LEVEL} AS level`,
  ];
  const files = [path.join(folder, 'long-reference.parquet'), path.join(folder, 'long-current.parquet')] as const;
  await write(files[0], columns(0), 1_000_000);
  await write(files[1], columns(0.05), 100_000_000);
  const { milliseconds, megabytes } = drift(['--reference', files[0], '--current', files[1]]);
  const detail = `in ${(milliseconds / 1000).toFixed(0)} s`;
  return {
    name: 'drift, 100 million rows × 5 columns, peak memory',
    ours: megabytes,
    peer: null,
    unit: 'MB',
    detail,
    target: 'at most 4 GB',
    met: megabytes <= 4096,
  };
}

function flights(): readonly BenchResult[] {
  const file = process.env['MODELOPS_FLIGHTS'];
  if (file === undefined) return [];
  const where = ['--reference-where', 'date=2001-01..2001-02', '--current-where', 'date=2001-06..2001-07'];
  const { report } = drift(['--reference', file, '--current', file, ...where]);
  return [
    {
      name: 'drift, flights of January against June, reading included',
      ours: report.tookMs,
      peer: null,
      unit: 'ms',
      target: 'at most 2 s',
      met: report.tookMs <= 2000,
    },
  ];
}

async function write(file: string, columns: readonly string[], rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB' });
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT ${columns.join(', ')} FROM range(${rows})) TO '${file.replaceAll("'", "''")}' (FORMAT PARQUET)`);
  connection.closeSync();
  instance.closeSync();
}

/** Says its peak memory, in kilobytes, last on standard error. */
const WITH_PEAK =
  "process.on('exit', () => console.error('\\n' + process.resourceUsage().maxRSS)); process.argv.splice(1, 0, 'modelops'); require(process.env.MODELOPS_CLI)";

function drift(options: readonly string[]): { milliseconds: number; megabytes: number; report: DriftReport } {
  const cli = path.join(process.env['MODELOPS_ROOT'] ?? process.cwd(), 'dist', 'cli.js');
  const start = performance.now();
  const run = spawnSync(process.execPath, ['-e', WITH_PEAK, '--', 'drift', '--json', ...options], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, MODELOPS_CLI: cli },
  });
  const milliseconds = performance.now() - start;
  if (run.status !== 0) throw new Error(`The command line failed: ${run.stderr}`);
  const kilobytes = Number(run.stderr.trim().split('\n').at(-1));
  return { milliseconds, megabytes: kilobytes / 1024, report: JSON.parse(run.stdout) as DriftReport };
}
