import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** MLflow's longest tag has 8,000 characters; what is longer was not written by it, and is cut. */
const LONGEST_TEXT = 100_000;

/** The texts that MLflow keeps as one file a key: `tags/`, `params/`. A key with '/' lies in folders. */
export async function textsIn(folder: string, only?: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const keys = only === undefined ? await keysIn(folder) : only;
  const found = await Promise.all(keys.map(async key => [key, await textOf(join(folder, key))] as const));
  return Object.fromEntries(found.flatMap(([key, text]) => (text === null ? [] : [[key, text]])));
}

/** The keys in such a folder, in alphabetical order. Links are not followed. */
export async function keysIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const lists = await Promise.all(
    entries.map(async (entry): Promise<readonly string[]> => {
      if (entry.isFile()) return [entry.name];
      if (!entry.isDirectory()) return [];
      return (await keysIn(join(folder, entry.name))).map(key => `${entry.name}/${key}`);
    }),
  );
  return lists.flat().sort((a, b) => (a < b ? -1 : 1));
}

async function textOf(file: string): Promise<string | null> {
  const info = await stat(file).catch(() => null);
  if (info === null || !info.isFile()) return null;
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : text.slice(0, LONGEST_TEXT);
}
