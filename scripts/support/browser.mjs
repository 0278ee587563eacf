// The Chromium that tests drive: found, or got, or asked for in one sentence.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { modernEnvironment, modernNode, root, stop } from './toolchain.mjs';

/** Without these a browser without a network spends its time on failing look-ups; the sandbox cannot start as root. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const KNOWN_PLACES = [
  process.env.MODELOPS_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Path of a Chromium; installs one where that is possible. */
export function findBrowser() {
  return (
    installed() ??
    debianPackage() ??
    playwrights() ??
    stop('No Chromium was found: install Google Chrome or Chromium, or set MODELOPS_CHROMIUM to its path.')
  );
}

function installed() {
  const candidates = [...KNOWN_PLACES, playwrightPath()];
  return candidates.find(candidate => candidate && existsSync(candidate));
}

function playwrightPath() {
  return createRequire(path.join(root, 'package.json'))('playwright-core').chromium.executablePath();
}

function debianPackage() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log("Installing Debian's chromium …");
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-dejavu-core'], options);
  return installed();
}

function playwrights() {
  console.log("Installing Playwright's Chromium …");
  const cli = path.join(root, 'node_modules', 'playwright-core', 'cli.js');
  spawnSync(modernNode(), [cli, 'install', 'chromium'], { stdio: 'inherit', env: modernEnvironment() });
  return installed();
}
