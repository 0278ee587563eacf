import { type FileRow } from './contract';
import { type ModelFiles } from './modelFiles';
import { differenceOf, type Sides } from './textRows';

/** The files of two model folders side by side, by path and digest. A file that is not on a side that was read in part is not called absent. */
export function compareFiles(sides: Sides<ModelFiles>): readonly FileRow[] {
  const paths = [...new Set([...(sides.from?.files.keys() ?? []), ...(sides.to?.files.keys() ?? [])])].sort();
  return paths.map(path => {
    const facts = { from: sides.from?.files.get(path) ?? null, to: sides.to?.files.get(path) ?? null };
    const known = { from: knows(sides.from, path), to: knows(sides.to, path) };
    return { path, ...facts, difference: differenceOf(known, facts, (a, b) => a.sha256 === b.sha256) };
  });
}

/** Null where it is not known whether the side has the file. */
function knows(side: ModelFiles | null, path: string): ModelFiles | null {
  return side === null || side.problem === null || side.files.has(path) ? side : null;
}
