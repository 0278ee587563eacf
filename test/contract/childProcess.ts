import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { type ChildParameters } from './storeChild';

const repository = path.join(import.meta.dirname, '../..');

/** Bundles storeChild.ts once, to run it in processes of its own. */
export class StoreChildren {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'store-child-'));
  private readonly script = path.join(this.folder, 'storeChild.cjs');
  private readonly environment = { ...process.env, NODE_PATH: path.join(repository, 'node_modules') };

  constructor() {
    // `require` finds the driver by NODE_PATH, which `import()` does not look at.
    buildSync({
      entryPoints: [path.join(import.meta.dirname, 'storeChild.ts')],
      outfile: this.script,
      bundle: true,
      platform: 'node',
      external: ['better-sqlite3'],
      supported: { 'dynamic-import': false },
      logLevel: 'error',
    });
  }

  start(parameters: ChildParameters): ChildProcess {
    return spawn(process.execPath, [this.script, ...parameters], { env: this.environment, stdio: ['pipe', 'pipe', 'inherit'] });
  }

  /** Starts a shell that may mount disks, which are gone with it, and starts such processes on them: `$0` is Node, `$1` the script, further arguments follow. */
  startShell(command: string, ...parameters: readonly string[]): ChildProcess {
    const args = ['-rm', 'sh', '-ec', command, process.execPath, this.script, ...parameters];
    return spawn('unshare', args, { env: this.environment, stdio: ['pipe', 'pipe', 'inherit'] });
  }

  async run(parameters: ChildParameters): Promise<string> {
    return await outputOf(this.start(parameters));
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function outputOf(child: ChildProcess): Promise<string> {
  let output = '';
  child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
  const code = await new Promise<number | null>(resolve => child.on('close', resolve));
  if (code !== 0) throw new Error(`The child process ended with ${String(code)}: ${output}`);
  return output;
}
