import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { modernNode, root } from '../../scripts/support/toolchain.mjs';

/** Makes a working copy of the sample project as a user gets it, by the command line that ships. */
export function makeSampleCopy(folder: string): void {
  execFileSync(modernNode(), [path.join(root, 'dist', 'cli.js'), 'sample', folder]);
}
