import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A `meta.yaml` has some hundred bytes; one with a long description a few thousand. */
const LARGEST_META = 1_000_000;

/** What one `meta.yaml` says. */
export class Meta {
  private constructor(private readonly fields: Readonly<Record<string, unknown>>) {}

  /** Reads the `meta.yaml` of a folder; null where there is none, or none that is plain YAML. */
  static async of(folder: string): Promise<Meta | null> {
    const file = join(folder, 'meta.yaml');
    const info = await stat(file).catch(() => null);
    if (info === null || !info.isFile() || info.size > LARGEST_META) return null;
    const text = await readFile(file, 'utf8').catch(() => null);
    return text === null ? null : Meta.parsed(text);
  }

  private static parsed(text: string): Meta | null {
    try {
      // Ids of 18 digits must not lose their last ones, and MLflow writes no aliases.
      const value: unknown = parse(text, { schema: 'core', intAsBigInt: true, maxAliasCount: 0, logLevel: 'error', prettyErrors: false });
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? new Meta(value as Record<string, unknown>) : null;
    } catch {
      return null;
    }
  }

  /** As text, a number by its digits; null where there is none. */
  text(name: string): string | null {
    const value = this.fields[name];
    return typeof value === 'string' || typeof value === 'bigint' || typeof value === 'number' ? String(value) : null;
  }

  /** As a number; null where there is none. */
  number(name: string): number | null {
    const value = this.fields[name];
    return typeof value === 'bigint' || typeof value === 'number' ? Number(value) : null;
  }

  /** The texts below a name, e.g. the tags of a dataset's edge. */
  texts(name: string): Readonly<Record<string, string>> {
    const value = this.fields[name];
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])));
  }
}

/** The names of the folders in a folder, links left out; none where it is not there. */
export async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.flatMap(entry => (entry.isDirectory() ? [entry.name] : []));
}
