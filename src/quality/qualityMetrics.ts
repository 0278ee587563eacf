import { type QualityMetric, type QualityTask } from './contract';

/** What is good of a metric, and between which values it lies. */
interface MetricFacts {
  /** 'zero': the nearer to it the better. */
  readonly better: 'higher' | 'lower' | 'zero';
  readonly least: number;
  readonly most: number;
}

const SHARE = { least: 0, most: 1 };
const LOSS = { better: 'lower', least: 0, most: Infinity } as const;

export const METRICS: Readonly<Record<QualityMetric, MetricFacts>> = {
  accuracy: { better: 'higher', ...SHARE },
  precision: { better: 'higher', ...SHARE },
  recall: { better: 'higher', ...SHARE },
  f1: { better: 'higher', ...SHARE },
  specificity: { better: 'higher', ...SHARE },
  roc_auc: { better: 'higher', ...SHARE },
  pr_auc: { better: 'higher', ...SHARE },
  log_loss: LOSS,
  brier: LOSS,
  ece: { better: 'lower', ...SHARE },
  me: { better: 'zero', least: -Infinity, most: Infinity },
  mae: LOSS,
  rmse: LOSS,
  mape: LOSS,
  r2: { better: 'higher', least: -Infinity, most: 1 },
};

const OF_PREDICTIONS: readonly QualityMetric[] = ['accuracy', 'precision', 'recall', 'f1', 'specificity'];
const OF_PROBABILITIES: readonly QualityMetric[] = ['roc_auc', 'pr_auc', 'log_loss', 'brier', 'ece'];
const OF_NUMBERS: readonly QualityMetric[] = ['me', 'mae', 'rmse', 'mape', 'r2'];

/** The metrics of a task, in the order in which they are shown. */
export function metricsOf(task: QualityTask, withProbabilities: boolean): readonly QualityMetric[] {
  if (task === 'regression') return OF_NUMBERS;
  return withProbabilities ? [...OF_PREDICTIONS, ...OF_PROBABILITIES] : OF_PREDICTIONS;
}

/** The metric that the verdict is about: of a binary classifier with probabilities its ranking, else how often or how far it errs. */
export function verdictMetric(task: QualityTask, withProbabilities: boolean): QualityMetric {
  if (task === 'regression') return 'mae';
  return task === 'binary' && withProbabilities ? 'roc_auc' : 'accuracy';
}
