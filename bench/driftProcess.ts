import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { type DriftReport } from '../src/drift/contract';

export interface DriftRun {
  /** Start of the process and reading included. */
  readonly milliseconds: number;
  /** The process's peak memory. */
  readonly megabytes: number;
  readonly report: DriftReport;
}

/** Runs `modelops drift` in a process of its own and measures it. Throws where it fails. @param memoryLimit absent: the default */
export function driftProcess(options: readonly string[], memoryLimit?: string): DriftRun {
  const cli = path.join(process.env['MODELOPS_ROOT'] ?? process.cwd(), 'dist', 'cli.js');
  const start = performance.now();
  const run = spawnSync(process.execPath, ['-e', WITH_PEAK, '--', 'drift', '--json', ...options], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, MODELOPS_CLI: cli, ...(memoryLimit === undefined ? {} : { MODELOPS_MEMORY_LIMIT: memoryLimit }) },
  });
  const milliseconds = performance.now() - start;
  if (run.status !== 0) throw new Error(`The command line failed: ${run.stderr}`);
  const kilobytes = Number(run.stderr.trim().split('\n').at(-1));
  return { milliseconds, megabytes: kilobytes / 1024, report: JSON.parse(run.stdout) as DriftReport };
}

/** Says its peak memory, in kilobytes, last on standard error. */
const WITH_PEAK =
  "process.on('exit', () => console.error('\\n' + process.resourceUsage().maxRSS)); process.argv.splice(1, 0, 'modelops'); require(process.env.MODELOPS_CLI)";
