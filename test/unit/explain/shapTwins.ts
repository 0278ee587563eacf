import { type TreeEnsemble } from '../../../src/formats/contract';

/** Whether a row goes left at a node, written as plainly as the libraries' documentation puts it. */
export function goesLeft(ensemble: TreeEnsemble, node: number, value: number): boolean {
  const start = ensemble.categoryStart[node] as number;
  const listed = (): boolean => {
    const word = ensemble.categoryBits[start + Math.floor(Math.trunc(value) / 32)] as number;
    return Math.trunc(value) < 32 * (ensemble.categoryWords[node] as number) && Math.floor(word / 2 ** (Math.trunc(value) % 32)) % 2 === 1;
  };
  if (ensemble.library === 'xgboost') {
    if (Number.isNaN(value)) return ensemble.defaultLeft[node] === 1;
    return start >= 0 ? !(value >= 0 && listed()) : Math.fround(value) < (ensemble.threshold[node] as number);
  }
  if (start >= 0) return Math.trunc(value) >= 0 && listed();
  const missing = ensemble.missingType[node] as number;
  const number = Number.isNaN(value) && missing !== 2 ? 0 : value;
  if ((missing === 2 && Number.isNaN(number)) || (missing === 1 && Math.abs(number) <= 1e-35)) return ensemble.defaultLeft[node] === 1;
  return number <= (ensemble.threshold[node] as number);
}

function ratio(ensemble: TreeEnsemble, child: number, node: number): number {
  const cover = ensemble.cover[node] as number;
  return cover > 0 ? (ensemble.cover[child] as number) / cover : 0.5;
}

/** The mean output of a tree when only the features of `known` are known, by training cover. */
function conditionalMean(ensemble: TreeEnsemble, tree: number, row: Float64Array, known: number): number {
  const first = ensemble.treeOffsets[tree] as number;
  const walk = (node: number): number => {
    if ((ensemble.left[node] as number) < 0) return ensemble.value[node] as number;
    const left = first + (ensemble.left[node] as number);
    const right = first + (ensemble.right[node] as number);
    const feature = ensemble.feature[node] as number;
    if ((known >> feature) & 1) return walk(goesLeft(ensemble, node, row[feature] as number) ? left : right);
    return ratio(ensemble, left, node) * walk(left) + ratio(ensemble, right, node) * walk(right);
  };
  return walk(first);
}

/** Shapley values of one row by their definition: every subset of the features. Features × outputs. */
export function shapleyByDefinition(ensemble: TreeEnsemble, row: Float64Array): Float64Array {
  const { featureCount, outputs } = ensemble;
  const values = new Float64Array(featureCount * outputs);
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  ensemble.treeOutput.forEach((output, tree) => {
    const means = Float64Array.from({ length: 2 ** featureCount }, (_, known) => conditionalMean(ensemble, tree, row, known));
    for (let feature = 0; feature < featureCount; feature++) {
      for (let known = 0; known < 2 ** featureCount; known++) {
        if ((known >> feature) & 1) continue;
        const size = known.toString(2).replaceAll('0', '').length;
        const weight = (factorial(size) * factorial(featureCount - size - 1)) / factorial(featureCount);
        values[feature * outputs + output] =
          (values[feature * outputs + output] as number) + weight * ((means[known | (1 << feature)] as number) - (means[known] as number));
      }
    }
  });
  return values;
}

interface PathElement {
  feature: number;
  zero: number;
  one: number;
  weight: number;
}

/**
 * TreeSHAP as the paper gives it (arXiv 1802.03888, algorithm 2), one row. Covers must be above zero. Features × outputs.
 */
export function recursiveTreeShap(ensemble: TreeEnsemble, row: Float64Array): Float64Array {
  const values = new Float64Array(ensemble.featureCount * ensemble.outputs);
  ensemble.treeOutput.forEach((output, tree) => {
    const first = ensemble.treeOffsets[tree] as number;
    recurse(
      {
        ensemble,
        row,
        first,
        add: (feature, value) =>
          (values[feature * ensemble.outputs + output] = (values[feature * ensemble.outputs + output] as number) + value),
      },
      first,
      [],
      { zero: 1, one: 1, feature: -1 },
    );
  });
  return values;
}

interface Walk {
  readonly ensemble: TreeEnsemble;
  readonly row: Float64Array;
  readonly first: number;
  readonly add: (feature: number, value: number) => void;
}

function recurse(walk: Walk, node: number, above: readonly PathElement[], edge: { zero: number; one: number; feature: number }): void {
  const { ensemble, row, first } = walk;
  const path = extend(above, edge);
  if ((ensemble.left[node] as number) < 0) {
    for (let place = 1; place < path.length; place++) {
      const element = path[place] as PathElement;
      const total = unwind(path, place).reduce((sum, other) => sum + other.weight, 0);
      walk.add(element.feature, total * (element.one - element.zero) * (ensemble.value[node] as number));
    }
    return;
  }
  const feature = ensemble.feature[node] as number;
  const left = first + (ensemble.left[node] as number);
  const right = first + (ensemble.right[node] as number);
  const [hot, cold] = goesLeft(ensemble, node, row[feature] as number) ? [left, right] : [right, left];
  const earlier = path.findIndex((element, place) => place > 0 && element.feature === feature);
  const { zero, one } = path[earlier] ?? { zero: 1, one: 1 };
  const rest = earlier < 0 ? path : unwind(path, earlier);
  recurse(walk, hot, rest, { zero: zero * ratio(ensemble, hot, node), one, feature });
  recurse(walk, cold, rest, { zero: zero * ratio(ensemble, cold, node), one: 0, feature });
}

function extend(path: readonly PathElement[], edge: { zero: number; one: number; feature: number }): PathElement[] {
  const longer = [...path.map(element => ({ ...element })), { ...edge, weight: path.length === 0 ? 1 : 0 }];
  const length = path.length;
  for (let place = length - 1; place >= 0; place--) {
    const here = longer[place] as PathElement;
    const next = longer[place + 1] as PathElement;
    next.weight += (edge.one * here.weight * (place + 1)) / (length + 1);
    here.weight = (edge.zero * here.weight * (length - place)) / (length + 1);
  }
  return longer;
}

function unwind(path: readonly PathElement[], removed: number): PathElement[] {
  const length = path.length - 1;
  const shorter = path.slice(0, length).map(element => ({ ...element }));
  const { zero, one } = path[removed] as PathElement;
  let next = (path[length] as PathElement).weight;
  for (let place = length - 1; place >= 0; place--) {
    const here = shorter[place] as PathElement;
    if (one !== 0) {
      const before = here.weight;
      here.weight = (next * (length + 1)) / ((place + 1) * one);
      next = before - (here.weight * zero * (length - place)) / (length + 1);
    } else {
      here.weight = (here.weight * (length + 1)) / (zero * (length - place));
    }
  }
  for (let place = removed; place < length; place++) {
    const from = path[place + 1] as PathElement;
    Object.assign(shorter[place] as PathElement, { feature: from.feature, zero: from.zero, one: from.one });
  }
  return shorter;
}
