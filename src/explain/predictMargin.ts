import { type TreeEnsemble } from '../formats/contract';

/**
 * The margin of every row and output, by following each row from the root of every tree to its leaf. It shares no code
 * with `treeShap`, so that comparing the two says something. Sums in float64. O(rows · trees · depth).
 *
 * @param matrix rows × features, row-major, NaN for missing.
 * @returns rows × outputs, row-major.
 */
export function predictMargin(ensemble: TreeEnsemble, matrix: Float64Array): Float64Array {
  const { featureCount, outputs } = ensemble;
  const rows = featureCount === 0 ? 0 : matrix.length / featureCount;
  const margins = new Float64Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    const values = matrix.subarray(row * featureCount, (row + 1) * featureCount);
    const margin = margins.subarray(row * outputs, (row + 1) * outputs);
    margin.set(ensemble.baseMargin);
    ensemble.treeOutput.forEach((output, tree) => {
      margin[output] = (margin[output] as number) + (ensemble.value[leafOf(ensemble, tree, values)] as number);
    });
  }
  return margins;
}

function leafOf(ensemble: TreeEnsemble, tree: number, values: Float64Array): number {
  const goesLeft = ensemble.library === 'xgboost' ? xgboostGoesLeft : lightgbmGoesLeft;
  const first = ensemble.treeOffsets[tree] as number;
  let node = first;
  while ((ensemble.left[node] as number) >= 0) {
    const x = values[ensemble.feature[node] as number] as number;
    node = first + ((goesLeft(ensemble, node, x) ? ensemble.left[node] : ensemble.right[node]) as number);
  }
  return node;
}

/** XGBoost's `GetNextNode`: float32 comparison; the categories of a split go right. */
function xgboostGoesLeft(ensemble: TreeEnsemble, node: number, value: number): boolean {
  if (Number.isNaN(value)) return ensemble.defaultLeft[node] === 1;
  const x = Math.fround(value);
  const set = ensemble.categoryStart[node] as number;
  if (set < 0) return x < (ensemble.threshold[node] as number);
  if (x < 0 || x >= 16_777_216) return true;
  return !hasBit(ensemble.categoryBits.subarray(set, set + (ensemble.categoryWords[node] as number)), Math.trunc(x));
}

/** LightGBM's `NumericalDecision` and `CategoricalDecision`: the categories of a split go left. */
function lightgbmGoesLeft(ensemble: TreeEnsemble, node: number, value: number): boolean {
  const set = ensemble.categoryStart[node] as number;
  if (set >= 0) {
    if (Number.isNaN(value) || Math.trunc(value) < 0) return false;
    return hasBit(ensemble.categoryBits.subarray(set, set + (ensemble.categoryWords[node] as number)), Math.trunc(value));
  }
  const missingType = ensemble.missingType[node] as number;
  const x = Number.isNaN(value) && missingType !== 2 ? 0 : value;
  const isMissing = (missingType === 1 && Math.abs(x) <= Math.fround(1e-35)) || (missingType === 2 && Number.isNaN(x));
  return isMissing ? ensemble.defaultLeft[node] === 1 : x <= (ensemble.threshold[node] as number);
}

function hasBit(words: Uint32Array, bit: number): boolean {
  return (((words[Math.floor(bit / 32)] ?? 0) >>> (bit % 32)) & 1) === 1;
}
