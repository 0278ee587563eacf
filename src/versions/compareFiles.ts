import { type FileFacts, type FileRow } from './contract';
import { differenceOf, type Sides } from './textRows';

/** The files of two model folders side by side, by path and digest. */
export function compareFiles(sides: Sides<ReadonlyMap<string, FileFacts>>): readonly FileRow[] {
  const paths = [...new Set([...(sides.from?.keys() ?? []), ...(sides.to?.keys() ?? [])])].sort();
  return paths.map(path => {
    const facts = { from: sides.from?.get(path) ?? null, to: sides.to?.get(path) ?? null };
    return { path, ...facts, difference: differenceOf(sides, facts, (a, b) => a.sha256 === b.sha256) };
  });
}
