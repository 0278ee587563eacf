// npm run demo: builds, packages, copies the sample project and opens it in a real VS Code with Model Ops installed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureCodeServer, installExtension, startCodeServer } from './support/codeServer.mjs';
import { ownTarget } from './support/native.mjs';
import { modernEnvironment, modernNode, root, run, underModernNode } from './support/toolchain.mjs';

underModernNode(import.meta.url);
// --browser: code-server even where desktop VS Code is on the PATH. --check: stop as soon as it answers.
const { values } = parseArgs({ options: { browser: { type: 'boolean', default: false }, check: { type: 'boolean', default: false } } });

run(modernNode(), ['scripts/package.mjs'], { env: modernEnvironment() });
const vsix = path.join(root, 'out', `model-ops-${ownTarget()}.vsix`);

const home = mkdtempSync(path.join(tmpdir(), 'model-ops-demo-'));
const userData = path.join(home, 'user-data');
const extensions = path.join(home, 'extensions');
for (const folder of [userData, extensions]) mkdirSync(folder);
const project = workingCopy();
mkdirSync(path.join(userData, 'User'));
// The project opens connected, and trusted: it is our own.
const settings = { 'workbench.startupEditor': 'none', 'security.workspace.trust.enabled': false, 'modelOps.trackingUri': 'mlflow.db' };
writeFileSync(path.join(userData, 'User', 'settings.json'), JSON.stringify(settings));

if (!values.browser && desktopCode()) openDesktop();
else await openBrowserHost();

/** The sample as a user gets it: through the command line that ships. */
function workingCopy() {
  const folder = path.join(home, 'flight-delay');
  run(modernNode(), [path.join(root, 'dist', 'cli.js'), 'sample', folder], { env: modernEnvironment() });
  return folder;
}

function desktopCode() {
  return spawnSync('code', ['--version'], { shell: process.platform === 'win32' }).status === 0;
}

function openDesktop() {
  const own = ['--user-data-dir', userData, '--extensions-dir', extensions];
  const shell = process.platform === 'win32';
  run('code', [...own, '--install-extension', vsix], { shell });
  run('code', [...own, '--disable-workspace-trust', '--new-window', project], { shell });
  console.log(`VS Code opens ${project}. Model Ops is in the activity bar.`);
}

async function openBrowserHost() {
  ensureCodeServer();
  writeFileSync(path.join(userData, 'User', 'settings.json'), JSON.stringify(settings));
  installExtension(vsix, extensions);
  const server = await startCodeServer({ userData, extensions, folder: project });
  console.log(`\nModel Ops runs in VS Code at ${server.address}\nThe sample project is ${project}. Ctrl+C ends it.`);
  if (values.check) server.stop();
  else process.once('SIGINT', () => server.stop());
}
