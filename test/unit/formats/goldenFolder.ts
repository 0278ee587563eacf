import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Failure } from '../../../src/base/result';
import { type TreeEnsemble } from '../../../src/formats/contract';
import { parseTreeEnsemble } from '../../../src/formats/parseTreeEnsemble';
import { readModelFolder } from '../../../src/formats/readModelFolder';

const GOLDEN = join(import.meta.dirname, '../../golden/formats');

export function golden(name: string): string {
  return join(GOLDEN, name);
}

export function goldenBytes(name: string): Uint8Array {
  return readFileSync(golden(name));
}

/** Reads a model folder or file from end to end. */
export async function load(path: string): Promise<TreeEnsemble | Failure> {
  const folder = await readModelFolder(path);
  if (!folder.ok) return folder.failure;
  const ensemble = await parseTreeEnsemble(folder.value);
  return ensemble.ok ? ensemble.value : ensemble.failure;
}

export async function loadGolden(name: string): Promise<TreeEnsemble> {
  const loaded = await load(golden(name));
  if ('reason' in loaded) throw new Error(loaded.message);
  return loaded;
}

/** A file of that name and content in a folder of its own. */
export function temporaryFile(name: string, content: string | Uint8Array): string {
  const path = join(mkdtempSync(join(tmpdir(), 'modelops-formats-')), name);
  writeFileSync(path, content);
  return path;
}

export async function loadBytes(name: string, content: string | Uint8Array): Promise<TreeEnsemble | Failure> {
  return await load(temporaryFile(name, content));
}
