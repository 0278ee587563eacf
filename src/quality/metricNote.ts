import { type QualityMetric } from './contract';
import { type QualityData } from './qualityRows';

/** Why a metric of labelled rows is absent, or is what a rule makes it; null if nothing. O(rows). */
export function metricNote(metric: QualityMetric, rows: QualityData, side: string): string | null {
  if (rows.labels.length === 0) return null;
  return rows.task === 'regression' ? regressionNote(metric, rows.labels, side) : classifierNote(metric, rows, side);
}

function regressionNote(metric: QualityMetric, labels: Float64Array, side: string): string | null {
  if (metric === 'r2' && labels.length < 2) return `It needs at least two rows with a label in the ${side} data.`;
  if (metric === 'r2' && labels.every(label => label === labels[0]))
    return `All labels of the ${side} data are equal: scikit-learn's rule makes it 1 if every prediction is right, else 0.`;
  return metric === 'mape' && labels.includes(0)
    ? `Labels of 0 in the ${side} data count as 2.2e-16 by scikit-learn's rule, so it says nothing.`
    : null;
}

type ClassifierRows = Extract<QualityData, { task: 'binary' | 'multiclass' }>;

function classifierNote(metric: QualityMetric, rows: ClassifierRows, side: string): string | null {
  const { task, labels, classes } = rows;
  const looked = task === 'binary' ? [1] : [...classes.keys()];
  const unlabelled = looked.some(index => !labels.includes(index));
  if (metric === 'roc_auc' && (unlabelled || labels.every(label => label === labels[0])))
    return `It needs labels of every class in the ${side} data.`;
  if (metric === 'pr_auc' && unlabelled) return `It needs labels of every class that is looked for in the ${side} data.`;
  return task === 'binary' ? binaryNote(metric, rows, side) : null;
}

function binaryNote(
  metric: QualityMetric,
  { labels, predicted }: Pick<ClassifierRows, 'labels' | 'predicted'>,
  side: string,
): string | null {
  const rule = "so scikit-learn's rule makes it 0.";
  if (metric === 'precision' && !predicted.includes(1)) return `No row of the ${side} data is predicted as the positive class, ${rule}`;
  if (metric === 'recall' && !labels.includes(1)) return `No row of the ${side} data is of the positive class, ${rule}`;
  return metric === 'specificity' && !labels.includes(0) ? `Every row of the ${side} data is of the positive class, ${rule}` : null;
}
