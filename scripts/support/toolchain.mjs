// What every script needs before it can start: installed packages and a Node that better-sqlite3 can live in.
// Runs on the oldest Node that we support for development (20.19), with built-in modules only.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where big downloads live between checkouts: the test host and Python's environments. */
export const cacheFolder = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'modelops');

const NODE_API_NEEDED = 10;

/** Ends the script with one sentence that says what is missing and what to do. */
export function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Runs a command and ends the script if it fails. `cwd` is the repository. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (done.error) stop(`Could not start ${command}: ${done.error.message}`);
  if (done.status !== 0) stop(`${command} ${args.slice(0, 3).join(' ')} … failed (exit code ${done.status ?? done.signal}).`);
}

/** `npm ci`, when the lock file is newer than what is installed. */
function installPackages() {
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  const lock = path.join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log('Installing packages (npm ci) …');
  const windows = process.platform === 'win32';
  run(windows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { shell: windows });
}

/** The Node to run everything else with: npm's `node` package, else this one if it is new enough. */
export function modernNode() {
  const packaged = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(packaged)) return packaged;
  if (Number(process.versions.napi) >= NODE_API_NEEDED) return process.execPath;
  return stop(`Node ${process.version} is too old for better-sqlite3: install Node 24 (https://nodejs.org) and run this again.`);
}

/**
 * Environment in which `node`, and the package's tools, are the modern ones. An npm around us leaves the name of its own
 * Node behind, which install scripts believe.
 */
export function modernEnvironment(extra = {}) {
  const folders = [path.dirname(modernNode()), path.join(root, 'node_modules', '.bin'), process.env.PATH ?? ''];
  const env = { ...process.env, PATH: folders.join(path.delimiter) };
  for (const name of ['npm_config_user_agent', 'npm_node_execpath', 'NODE']) delete env[name];
  return { ...env, ...extra };
}

/** Re-runs the calling script under the modern Node unless it already is; returns only there. */
export function underModernNode(scriptUrl) {
  installPackages();
  if (Number(process.versions.napi) >= NODE_API_NEEDED) return;
  const again = spawnSync(modernNode(), [fileURLToPath(scriptUrl), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: modernEnvironment(),
  });
  process.exit(again.status ?? 1);
}
