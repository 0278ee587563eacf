import { type TreeEnsemble } from '../formats/contract';
import { TreeKernel } from './treeKernel';

/** SHAP values of some rows. */
export interface TreeShapResult {
  /** rows × features × outputs, row-major. */
  readonly values: Float64Array;
  /** Mean margin of each output by training cover. */
  readonly baseValues: Float64Array;
}

/**
 * How much did each feature move the margin of each row away from the model's mean? Exact path-dependent SHAP values in
 * float64: `baseValues + Σ values` of a row is its margin.
 *
 * The values are those of Lundberg, Erion, Lee, "Consistent Individualized Feature Attribution for Tree Ensembles"
 * (arXiv 1802.03888), algorithm 2, with each node's cover over its parent's as weight; shap's C core (0.51), LightGBM's
 * `pred_contrib` (4.7) and, in float32, XGBoost's `pred_contribs` (3.2) compute the same. They are found by the quadrature
 * form: for a leaf of value v, features j on its path with o_j ∈ {0, 1} (the row meets j's conditions) and cover share
 * z_j, the value of i is v · ∫₀¹ (o_i − z_i) Π_{j≠i} (t·o_j + (1−t)·z_j) dt, a polynomial that Gauss–Legendre integrates
 * exactly with half as many points as the path has features.
 *
 * Missing values are NaN and go where the library sends them. A split without training cover counts both sides equally.
 * Cost: O(rows · trees · leaves · points), trees in the outer loop so that a tree's tables stay in the cache; memory beyond
 * the result: one tree's tables.
 *
 * @param matrix rows × features, row-major: numbers, and codes for categories.
 * @param onTree told after each tree how many are done.
 */
export function treeShap(ensemble: TreeEnsemble, matrix: Float64Array, onTree: (done: number) => void = () => undefined): TreeShapResult {
  const { featureCount, outputs } = ensemble;
  const rows = featureCount === 0 ? 0 : matrix.length / featureCount;
  const values = new Float64Array(rows * featureCount * outputs);
  const baseValues = Float64Array.from(ensemble.baseMargin);
  const compared = ensemble.library === 'xgboost' ? matrix.map(Math.fround) : matrix;
  for (let tree = 0; tree < ensemble.treeOutput.length; tree++) {
    const kernel = new TreeKernel(ensemble, tree);
    const output = ensemble.treeOutput[tree] as number;
    baseValues[output] = (baseValues[output] as number) + kernel.expected;
    const to = { start: output, stride: outputs };
    for (let row = 0; row < rows; row++, to.start += featureCount * outputs) kernel.addRow(compared, row * featureCount, values, to);
    onTree(tree + 1);
  }
  return { values, baseValues };
}
