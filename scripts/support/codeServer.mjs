// A real VS Code without a desktop: npm's code-server, kept outside the checkout and used by the demo and the tests.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { cacheFolder, modernEnvironment, modernNode, root, stop } from './toolchain.mjs';

/** VS Code 1.139.1. */
const VERSION = '4.139.1';
const folder = path.join(cacheFolder, 'code-server');
/** To try another VS Code: MODELOPS_CODE_SERVER is its entry.js, MODELOPS_CODE_SERVER_NODE the Node that it wants. */
const entry = process.env.MODELOPS_CODE_SERVER ?? path.join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js');

/** Debian packages that its native modules are built with, and a file of each that shows that it is there. */
const BUILD_NEEDS = [
  ['g++', '/usr/bin/g++'],
  ['make', '/usr/bin/make'],
  ['libkrb5-dev', '/usr/include/krb5.h'],
  ['libsecret-1-dev', '/usr/include/libsecret-1/libsecret/secret.h'],
  ['libx11-dev', '/usr/include/X11/Xlib.h'],
  ['libxkbfile-dev', '/usr/include/X11/extensions/XKBfile.h'],
];

/** Installs code-server if it is not there in this version. About two minutes the first time. */
export function ensureCodeServer() {
  if (process.platform === 'win32')
    stop('There is no code-server for Windows: install desktop VS Code, so that `code` is on the PATH, and run this again.');
  if (process.env.MODELOPS_CODE_SERVER || installedVersion() === VERSION) return;
  ensureBuildTools();
  console.log(`Installing code-server ${VERSION} into ${folder} (once, about two minutes) …`);
  mkdirSync(folder, { recursive: true });
  const scripts = { 'code-server': true, argon2: true, '@vscode/spdlog': true, kerberos: true, 'native-keymap': true, 'node-pty': true };
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'modelops-test-host', private: true, allowScripts: scripts, dependencies: { 'code-server': VERSION } }),
  );
  const nodePackage = path.join(root, 'node_modules', 'node', 'node_modules', `node-${process.platform}-${process.arch}`);
  const env = modernEnvironment({
    npm_config_unsafe_perm: 'true',
    ...(existsSync(nodePackage) ? { npm_config_nodedir: nodePackage } : {}),
  });
  const install = spawnSync('npm', ['install', '--foreground-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (install.status !== 0) {
    writeFileSync(path.join(folder, 'install.log'), `${install.stdout}\n${install.stderr}`);
    stop(`code-server ${VERSION} could not be installed: see ${path.join(folder, 'install.log')}.`);
  }
}

function installedVersion() {
  const manifest = path.join(folder, 'node_modules', 'code-server', 'package.json');
  return existsSync(entry) && existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : null;
}

function ensureBuildTools() {
  if (process.platform !== 'linux') return;
  const missing = BUILD_NEEDS.filter(([, file]) => !existsSync(file)).map(([name]) => name);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    stop(`code-server is built from source and needs: sudo apt-get install ${missing.join(' ')}`);
  console.log(`Installing ${missing.join(', ')} …`);
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], options);
  if (spawnSync('apt-get', ['install', '-y', '-qq', ...missing], options).status !== 0)
    stop(`apt-get could not install ${missing.join(' ')}.`);
}

/** Installs an extension (VSIX) into an extensions folder. */
export function installExtension(vsix, extensionsFolder) {
  const done = spawnSync(serverNode(), [entry, '--extensions-dir', extensionsFolder, '--install-extension', vsix], {
    encoding: 'utf8',
    env: serverEnvironment(),
  });
  if (done.status !== 0) stop(`Could not install ${vsix}: ${done.stdout}\n${done.stderr}`);
}

/**
 * Starts a server on a free port of 127.0.0.1 and resolves when it answers.
 * @param options.userData its own user-data folder; options.extensions its extensions folder; options.folder what it opens;
 *   options.trusted false opens the folder in Restricted Mode; options.env more environment for the extension host.
 */
export async function startCodeServer(options) {
  const port = await freePort();
  const args = [
    entry,
    '--auth',
    'none',
    '--bind-addr',
    `127.0.0.1:${port}`,
    '--user-data-dir',
    options.userData,
    '--extensions-dir',
    options.extensions,
    '--disable-telemetry',
    '--disable-update-check',
    ...(options.trusted === false ? [] : ['--disable-workspace-trust']),
    ...(options.folder ? [options.folder] : ['--ignore-last-opened']),
  ];
  const child = spawn(serverNode(), args, { env: serverEnvironment(options.env), stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (log += text));
  const address = `http://127.0.0.1:${port}`;
  await answering(
    address,
    () => child.exitCode !== null,
    () => log,
  );
  return {
    address: options.folder ? `${address}/?folder=${encodeURIComponent(options.folder)}` : address,
    log: () => log,
    stop: () => child.kill('SIGTERM'),
  };
}

function serverNode() {
  return process.env.MODELOPS_CODE_SERVER_NODE ?? modernNode();
}

/** The surrounding VS Code's variables would make the server think that it is a part of it. */
function serverEnvironment(extra = {}) {
  const env = modernEnvironment(extra);
  for (const name of Object.keys(env)) if (/^(VSCODE_|ELECTRON_)/.test(name)) delete env[name];
  return env;
}

async function answering(address, hasEnded, log) {
  for (let attempt = 0; attempt < 240; attempt++) {
    if (hasEnded()) stop(`code-server ended at once:\n${log()}`);
    const response = await fetch(`${address}/healthz`).catch(() => null);
    if (response?.ok) return;
    await new Promise(resolve => setTimeout(resolve, 250));
  }
  stop(`code-server did not answer within a minute:\n${log()}`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
