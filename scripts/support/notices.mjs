// THIRD-PARTY-NOTICES: the licence of every package whose code or library ships in the extension.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './toolchain.mjs';

/** Native libraries do not show in the bundles' inputs. */
const COPIED = ['@duckdb/node-bindings'];

/** @param inputs file names that esbuild read, relative to the repository. */
export function notices(inputs) {
  const packages = new Set(COPIED);
  for (const input of inputs) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (name) packages.add(name);
  }
  const sections = [...packages].sort().map(section);
  return `Model Ops contains the following third-party software.\n\n${sections.join('\n')}`;
}

function section(name) {
  const folder = path.join(root, 'node_modules', name);
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find(entry => /^(licen[cs]e|copying)/i.test(entry));
  const text =
    file && existsSync(path.join(folder, file)) ? readFileSync(path.join(folder, file), 'utf8').trim() : `Licence: ${manifest.license}`;
  return `${'-'.repeat(80)}\n${name} (${manifest.license})\n\n${text.replaceAll('\r\n', '\n')}\n`;
}
