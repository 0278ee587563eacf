import { DuckDBInstance } from '@duckdb/node-api';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unattendedJob } from '../src/base/protocol';
import { DuckTableReader } from '../src/data/tableReader';
import { type ColumnTask } from '../src/drift/compareColumn';
import { type DriftColumn, type DriftReport } from '../src/drift/contract';
import { createDriftService } from '../src/drift/driftService';
import { WorkerPool } from '../src/platform/workerPool';
import { peersPython } from '../test/support/peersPython';
import { type BenchResult } from './benchResult';
import { driftProcess } from './driftProcess';

const COLUMNS = 20;
const ROWS = 500_000;
const TIMES_FASTER = 20;
const SHARE_OF_MEMORY = 0.5;
const RUNS = 3;

/**
 * Drift of 20 columns × 500,000 rows × 2 from Parquet, reading included: ours with its worker threads against Evidently's
 * data drift preset on the same data as DataFrames that are in memory already; and the peak memory of both processes. Every fourth column is text with 20 values, the others are normal. Ours is the
 * median of three runs; each process is warm, that is, has its libraries loaded.
 */
export async function driftBench(): Promise<readonly BenchResult[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelops-bench-'));
  try {
    const reference = path.join(folder, 'reference.parquet');
    const current = path.join(folder, 'current.parquet');
    await makeData(reference, { seed: 0.4, shift: 0 });
    await makeData(current, { seed: 0.5, shift: 0.025 });
    const ours = await timeOurs(folder, reference, current);
    const peer = timeEvidently(reference, current);
    if (ours.report.dataset.driftedColumns !== peer.count)
      throw new Error(`Ours finds ${ours.report.dataset.driftedColumns} drifted columns, Evidently ${peer.count}.`);
    const name = `drift, ${COLUMNS} columns × ${ROWS.toLocaleString('en')} rows × 2 from Parquet`;
    const { megabytes } = driftProcess(['--reference', reference, '--current', current]);
    return [
      {
        name,
        ours: ours.milliseconds,
        peer: peer.seconds * 1000,
        unit: 'ms',
        target: `at least ${TIMES_FASTER} times faster than Evidently's DataDriftPreset on DataFrames in memory`,
        met: peer.seconds * 1000 >= TIMES_FASTER * ours.milliseconds,
      },
      {
        name: `${name}, peak memory`,
        ours: megabytes,
        peer: peer.megabytes,
        unit: 'MB',
        target: "less than half of Evidently's",
        met: megabytes < SHARE_OF_MEMORY * peer.megabytes,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeData(file: string, { seed, shift }: { seed: number; shift: number }): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const columns = Array.from({ length: COLUMNS }, (_, k) =>
    k % 4 === 3
      ? `'level_' || floor(random() * 20)::INTEGER AS c${k}`
      : `sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) + ${shift * k} AS c${k}`,
  );
  await connection.run(`SELECT setseed(${seed})`);
  await connection.run(`COPY (SELECT ${columns.join(', ')} FROM range(${ROWS})) TO '${file.replaceAll("'", "''")}' (FORMAT PARQUET)`);
  connection.closeSync();
  instance.closeSync();
}

async function timeOurs(folder: string, reference: string, current: string): Promise<{ milliseconds: number; report: DriftReport }> {
  const root = process.env['MODELOPS_ROOT'] ?? process.cwd();
  const pool = new WorkerPool<ColumnTask, DriftColumn>(path.join(root, 'dist', 'drift.worker.js'));
  const tables = new DuckTableReader({ temporaryFolder: path.join(folder, 'duckdb') });
  const noModel = (): never => {
    throw new Error('The bench compares files alone.');
  };
  const service = createDriftService({ tables, resolveModel: noModel, readModelFolder: noModel, runTask: work => pool.run(work) });
  const times: number[] = [];
  let report: DriftReport | null = null;
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    const result = await service.compute(
      { reference, current, model: null, columns: null, ignore: [], roles: {}, types: {}, profile: 'evidently' },
      unattendedJob(),
    );
    if (!result.ok) throw new Error(result.failure.message);
    times.push(performance.now() - start);
    report = result.value;
  }
  pool.dispose();
  await tables.close();
  if (report === null) throw new Error('No run.');
  return { milliseconds: times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? NaN, report };
}

function timeEvidently(reference: string, current: string): { seconds: number; count: number; megabytes: number } {
  const python = peersPython();
  const script = path.join(process.env['MODELOPS_ROOT'] ?? process.cwd(), 'test', 'peers', 'drift_peer.py');
  const run = spawnSync(python, [script, 'time', reference, current], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`Evidently could not be timed with ${python}: ${run.stderr}`);
  return JSON.parse(run.stdout) as { seconds: number; count: number; megabytes: number };
}
