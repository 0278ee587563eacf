// Native libraries of one platform: where they are found, and how they get into dist/native/.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cacheFolder, root, stop } from './toolchain.mjs';

/** VS Code's platform names → the names that better-sqlite3 and DuckDB give the same platform. */
const PLATFORMS = {
  'linux-x64': { sqlite: 'linux-x64', duckdb: 'linux-x64' },
  'linux-arm64': { sqlite: 'linux-arm64', duckdb: 'linux-arm64' },
  'alpine-x64': { sqlite: 'linuxmusl-x64', duckdb: 'linux-x64-musl' },
  'alpine-arm64': { sqlite: 'linuxmusl-arm64', duckdb: 'linux-arm64-musl' },
  'darwin-x64': { sqlite: 'darwin-x64', duckdb: 'darwin-x64', machO: 0x01000007 },
  'darwin-arm64': { sqlite: 'darwin-arm64', duckdb: 'darwin-arm64', machO: 0x0100000c },
  'win32-x64': { sqlite: 'win32-x64', duckdb: 'win32-x64' },
  'win32-arm64': { sqlite: 'win32-arm64', duckdb: 'win32-arm64' },
};

const targets = Object.keys(PLATFORMS);

/** The target of the machine that this runs on. */
export function ownTarget() {
  const musl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
  return musl ? `alpine-${process.arch}` : `${process.platform}-${process.arch}`;
}

export function platformOf(target) {
  return PLATFORMS[target] ?? stop(`Unknown target ${target}. Known: ${targets.join(', ')}.`);
}

/** Copies DuckDB's libraries for a target into a folder; other platforms' come from npm, once. */
export function copyDuckdb(target, folder) {
  const platform = platformOf(target);
  const name = `@duckdb/node-bindings-${platform.duckdb}`;
  const source = installedFolder(name) ?? packedFolder(name);
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(source)) {
    if (!/\.(node|so|dylib|dll)$/.test(file)) continue;
    const to = path.join(folder, file);
    if (platform.machO === undefined) copyFileSync(path.join(source, file), to);
    else writeFileSync(to, thin(readFileSync(path.join(source, file)), platform.machO));
  }
}

function installedFolder(name) {
  const folder = path.join(root, 'node_modules', name);
  return existsSync(folder) ? folder : null;
}

/** The package's folder, fetched with `npm pack` into the cache. */
function packedFolder(name) {
  const version = createRequire(import.meta.url)(path.join(root, 'package.json')).dependencies['@duckdb/node-api'];
  const folder = path.join(cacheFolder, 'native', `${name.replace('/', '-')}-${version}`);
  const unpacked = path.join(folder, 'package');
  if (existsSync(path.join(unpacked, 'package.json'))) return unpacked;
  mkdirSync(folder, { recursive: true });
  const windows = process.platform === 'win32';
  const packed = spawnSync(windows ? 'npm.cmd' : 'npm', ['pack', `${name}@${version}`, '--silent'], {
    cwd: folder,
    encoding: 'utf8',
    shell: windows,
  });
  if (packed.status !== 0) stop(`Could not get ${name}@${version} from npm: ${packed.stderr.trim()}`);
  const unpack = spawnSync('tar', ['-xzf', packed.stdout.trim().split('\n').at(-1)], { cwd: folder });
  if (unpack.status !== 0) stop(`Could not unpack ${name}@${version}.`);
  return unpacked;
}

/**
 * The slice of a universal Mach-O file for one processor. macOS libraries come for both; a package for one of them
 * would otherwise be twice as large. A file with one slice is returned as it is.
 */
function thin(file, processor) {
  const FAT_MAGIC = 0xcafebabe;
  if (file.readUInt32BE(0) !== FAT_MAGIC) return file;
  for (let slice = 0; slice < file.readUInt32BE(4); slice++) {
    const entry = 8 + slice * 20; // cputype, cpusubtype, offset, size, align
    if (file.readUInt32BE(entry) === processor) {
      const offset = file.readUInt32BE(entry + 8);
      return file.subarray(offset, offset + file.readUInt32BE(entry + 12));
    }
  }
  return stop('The universal library holds no slice for this processor.');
}
