import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type BenchResult } from './benchResult';

const LONGEST_MS = 50;

/** How long activate() took in a real VS Code with the packaged extension, as the extension host reports it. */
export function activationBench(): Promise<BenchResult> {
  const root = process.env['MODELOPS_ROOT'] ?? process.cwd();
  const ran = spawnSync(process.execPath, [path.join(root, 'scripts', 'test.mjs'), 'host'], { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`The tests inside VS Code failed: ${ran.stdout.slice(-2000)}`);
  const { activationMs } = JSON.parse(readFileSync(path.join(root, 'test-results', 'activation.json'), 'utf8')) as { activationMs: number };
  return Promise.resolve({
    name: 'activation',
    ours: activationMs,
    peer: null,
    unit: 'ms',
    target: `less than ${LONGEST_MS} ms`,
    met: activationMs < LONGEST_MS,
  });
}
