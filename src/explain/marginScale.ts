import { type TreeEnsemble } from '../formats/contract';

/** Objectives whose margin is the predicted quantity itself. */
const VALUE_OBJECTIVES = new Set(['regression', 'regression_l1', 'huber', 'fair', 'quantile', 'mape']);

/** What the sums of the trees are: the predicted value, or a margin such as log-odds that a link turns into one. */
export function marginUnits(ensemble: TreeEnsemble): 'margin' | 'value' {
  if (ensemble.link !== 'identity') return 'margin';
  const isRegression = ensemble.library === 'xgboost' ? ensemble.objective.startsWith('reg:') : VALUE_OBJECTIVES.has(ensemble.objective);
  return isRegression ? 'value' : 'margin';
}

/** "margin" or "value" for one output; "class_0", "class_1" … for several classes, "target_0" … for several targets. */
export function outputNames(ensemble: TreeEnsemble): string[] {
  const units = marginUnits(ensemble);
  if (ensemble.outputs === 1) return [units];
  const several = units === 'value' ? 'target' : 'class';
  return Array.from({ length: ensemble.outputs }, (_, output) => `${several}_${output}`);
}

/** Applies the link to one output's margin; null where that takes the other outputs or is not known. */
export function applyLink(ensemble: TreeEnsemble, margin: number): number | null {
  switch (ensemble.link) {
    case 'identity':
      return margin;
    case 'logistic':
      return 1 / (1 + Math.exp(-margin * (ensemble.sigmoid ?? 1)));
    case 'log':
      return Math.exp(margin);
    case 'softmax':
    case 'other':
      return null;
  }
}
