import { type LoggedDataset } from '../domain/run';
import { type DatasetRow } from './contract';
import { differenceOf, type Sides } from './textRows';

/** The datasets of two runs side by side: those of one name and use belong together, the equal ones first. */
export function compareDatasets(sides: Sides<readonly LoggedDataset[]>): readonly DatasetRow[] {
  const left = [...(sides.from ?? [])];
  const right = [...(sides.to ?? [])];
  const pairs = [
    ...takePairs(left, right, (a, b) => isSameUse(a, b) && a.digest === b.digest),
    ...takePairs(left, right, isSameUse),
    ...left.map(dataset => [dataset, null] as const),
    ...right.map(dataset => [null, dataset] as const),
  ];
  return pairs.map(([from, to]) => toRow(sides, { from, to }));
}

/** Takes out of both lists what belongs together, each dataset once. */
function takePairs(
  left: LoggedDataset[],
  right: LoggedDataset[],
  belong: (from: LoggedDataset, to: LoggedDataset) => boolean,
): readonly (readonly [LoggedDataset, LoggedDataset])[] {
  return [...left].flatMap(before => {
    const place = right.findIndex(after => belong(before, after));
    const [after] = place < 0 ? [] : right.splice(place, 1);
    if (after === undefined) return [];
    left.splice(left.indexOf(before), 1);
    return [[before, after] as const];
  });
}

function toRow(sides: Sides<unknown>, { from, to }: Sides<LoggedDataset>): DatasetRow {
  const known = from ?? to;
  return {
    name: known?.name ?? '',
    context: known?.context ?? null,
    fromDigest: from?.digest ?? null,
    toDigest: to?.digest ?? null,
    difference: differenceOf(sides, { from, to }, (a, b) => a.digest === b.digest),
  };
}

function isSameUse(from: LoggedDataset, to: LoggedDataset): boolean {
  return from.name === to.name && from.context === to.context;
}
