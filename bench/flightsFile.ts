import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';

const PACKAGE = 'vega-datasets@3.2.1';

/** flights-3m.parquet of the npm package vega-datasets, three million flights of 2001; fetched once. @param cache where it stays */
export function flightsFile(cache: string): string {
  const folder = path.join(cache, 'vega-datasets');
  const file = path.join(folder, 'package', 'data', 'flights-3m.parquet');
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', folder], { shell: process.platform === 'win32' });
  const archive = readdirSync(folder).find(name => name.endsWith('.tgz'));
  if (archive === undefined) throw new Error(`npm packed no ${PACKAGE}.`);
  execFileSync('tar', ['-xzf', path.join(folder, archive), '-C', folder, 'package/data/flights-3m.parquet']);
  return file;
}
