import { type TreeEnsemble, type TreeLibrary } from '../../../src/formats/contract';
import { treeArrays, type FileTree } from '../../../src/formats/treeArrays';
import { SeededRandom } from '../../../src/numeric/seededRandom';

export interface EnsembleShape {
  readonly library: TreeLibrary;
  readonly features: number;
  readonly trees: number;
  readonly depth: number;
  readonly outputs?: number;
  /** Share of the splits that no training row reached on one side. */
  readonly zeroCover?: number;
  /** The first this many features are categories with 40 codes. */
  readonly categorical?: number;
  /** Covers of children need not add up to their parent's, as float32 sums do not. */
  readonly roundedCover?: boolean;
}

/** A uniform number from 0 to 1. */
function uniform(random: SeededRandom): number {
  return random.uint32() / 2 ** 32;
}

/** An ensemble as no library would train it: features repeat on a path, covers are odd, trees are lopsided. */
export function randomEnsemble(seed: number, shape: EnsembleShape): TreeEnsemble {
  const random = new SeededRandom(seed);
  const outputs = shape.outputs ?? 1;
  const trees = Array.from({ length: shape.trees }, () => randomTree(random, shape));
  return {
    library: shape.library,
    format: shape.library === 'xgboost' ? 'json' : 'text',
    objective: 'reg:squarederror',
    link: 'identity',
    outputs,
    baseMargin: Float64Array.from({ length: outputs }, () => uniform(random) - 0.5),
    featureNames: null,
    featureCount: shape.features,
    categories: Array.from({ length: shape.features }, () => null),
    isCategorical: Array.from({ length: shape.features }, (_, feature) => feature < (shape.categorical ?? 0)),
    treeOutput: Int32Array.from({ length: shape.trees }, (_, tree) => tree % outputs),
    ...treeArrays(trees, shape.features),
    bestIteration: null,
  };
}

interface Node {
  left: number;
  right: number;
  feature: number;
  threshold: number;
  value: number;
  cover: number;
  defaultLeft: number;
  missingType: number;
  set: Uint32Array | null;
}

function randomTree(random: SeededRandom, shape: EnsembleShape): FileTree {
  const nodes: Node[] = [];
  const grow = (depth: number, cover: number): number => {
    const isSplit = depth < shape.depth && (depth === 0 || uniform(random) < 0.8);
    const number = nodes.push(isSplit ? randomSplit(random, shape, cover) : leaf(random, cover)) - 1;
    const node = nodes[number];
    if (!isSplit || node === undefined) return number;
    const share = uniform(random) < (shape.zeroCover ?? 0) ? random.upTo(1) : 0.05 + 0.9 * uniform(random);
    const noise = shape.roundedCover === true ? 1 + 1e-7 * uniform(random) : 1;
    node.left = grow(depth + 1, cover * share * noise);
    node.right = grow(depth + 1, cover * (1 - share));
    return number;
  };
  grow(0, 1000);
  const column = (key: Exclude<keyof Node, 'set'>): Float64Array => Float64Array.from(nodes, node => node[key]);
  return {
    nodes: nodes.length,
    left: column('left'),
    right: column('right'),
    feature: column('feature'),
    threshold: column('threshold'),
    value: column('value'),
    cover: column('cover'),
    defaultLeft: column('defaultLeft'),
    missingType: column('missingType'),
    categories: new Map(nodes.flatMap((node, number) => (node.set === null ? [] : [[number, node.set] as const]))),
  };
}

function leaf(random: SeededRandom, cover: number): Node {
  return {
    left: -1,
    right: -1,
    feature: 0,
    threshold: 0,
    value: 2 * uniform(random) - 1,
    cover,
    defaultLeft: 0,
    missingType: 0,
    set: null,
  };
}

function randomSplit(random: SeededRandom, shape: EnsembleShape, cover: number): Node {
  const feature = random.upTo(shape.features - 1);
  const isCategory = feature < (shape.categorical ?? 0);
  return {
    left: 0,
    right: 0,
    feature,
    threshold: isCategory ? 0 : Math.fround(random.upTo(8) / 4 - 1),
    value: 0,
    cover,
    defaultLeft: random.upTo(1),
    missingType: shape.library === 'xgboost' ? 2 : random.upTo(2),
    set: isCategory ? Uint32Array.of(random.uint32(), random.uint32()) : null,
  };
}

/** Rows with values on and beside thresholds, zeros, missing values, and codes in and out of range. */
export function randomRows(seed: number, ensemble: TreeEnsemble, rows: number): Float64Array {
  const random = new SeededRandom(seed);
  const special = [NaN, 0, -0, 1e-36, 0.25, -1, 1e30];
  return Float64Array.from({ length: rows * ensemble.featureCount }, (_, place) => {
    if (ensemble.isCategorical[place % ensemble.featureCount] === true) return [NaN, -1, 70, 2.5][random.upTo(30)] ?? random.upTo(63);
    return special[random.upTo(20)] ?? 2.4 * uniform(random) - 1.2;
  });
}
