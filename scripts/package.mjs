// One VSIX for one platform: npm run package [-- --target win32-x64]. Prints the file and its size.
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ownTarget } from './support/native.mjs';
import { modernEnvironment, modernNode, root, run, underModernNode } from './support/toolchain.mjs';

underModernNode(import.meta.url);
const { createVSIX } = await import('@vscode/vsce');

const { values } = parseArgs({ options: { target: { type: 'string', default: ownTarget() } } });
const packagePath = path.join(root, 'out', `model-ops-${values.target}.vsix`);
run(modernNode(), ['scripts/build.mjs', '--minify', '--target', values.target], { env: modernEnvironment() });
mkdirSync(path.dirname(packagePath), { recursive: true });
await createVSIX({ cwd: root, target: values.target, packagePath, dependencies: false });
console.log(`${path.relative(root, packagePath)}: ${(statSync(packagePath).size / 1e6).toFixed(1)} MB`);
