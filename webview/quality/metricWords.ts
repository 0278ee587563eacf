import { type QualityMetric, type QualityTask } from '../../src/quality/contract';

const words: Readonly<Record<QualityMetric, readonly [name: string, meaning: string]>> = {
  accuracy: ['Accuracy', 'The share of predictions that are right.'],
  precision: ['Precision', 'Of what was predicted as the class, the share that is of it.'],
  recall: ['Recall', 'Of what is of the class, the share that was predicted so.'],
  f1: ['F1', 'The harmonic mean of precision and recall.'],
  specificity: ['Specificity', 'Of what is not of the class, the share that was not predicted so.'],
  roc_auc: ['ROC AUC', 'How likely a row of the class scores above one that is not; 0.5 is chance.'],
  pr_auc: ['PR AUC', 'Average precision: precision over all recalls, without interpolation.'],
  log_loss: ['Log loss', 'The mean of −ln of the probability that the true class was given.'],
  brier: ['Brier score', 'The mean squared error of the probabilities.'],
  ece: ['Calibration error', 'How far probabilities are from what came true, over ten bins (ECE).'],
  me: ['Mean error', 'The mean of prediction minus outcome: above 0, the model says too much.'],
  mae: ['MAE', 'The mean distance of prediction and outcome.'],
  rmse: ['RMSE', 'The root of the mean squared distance.'],
  mape: ['MAPE', 'The mean distance in parts of the outcome: 0.1 is 10 %.'],
  r2: ['R²', 'The part of the variance that is explained: 1 is perfect, 0 is the mean.'],
};

export function metricName(metric: QualityMetric): string {
  return words[metric][0];
}

export function metricMeaning(metric: QualityMetric, task: QualityTask): string {
  const averaged = task === 'multiclass' && ['precision', 'recall', 'f1', 'specificity', 'roc_auc', 'pr_auc'].includes(metric);
  return averaged ? `${words[metric][1]} The plain mean over the classes.` : words[metric][1];
}
