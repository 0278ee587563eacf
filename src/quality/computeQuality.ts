import { type Result, success, failure } from '../base/result';
import { bootstrapReplicates, type Statistics } from '../numeric/bootstrapIntervals';
import { confusionMatrix } from '../numeric/confusionMatrix';
import { type RowWeights } from '../numeric/rowWeights';
import {
  type QualityBand,
  type QualityEstimate,
  type QualityMetric,
  type QualityReport,
  type QualityRow,
  type QualityRows,
  type ReliabilityBin,
} from './contract';
import { classifierMeasure, reliability } from './classifierMeasure';
import { ASSUMPTION, type ConfidenceEstimator, confidenceEstimator, ESTIMATED } from './confidenceEstimate';
import { featureSegments, type FeatureSide } from './featureSegments';
import { metricNote } from './metricNote';
import { planTask, type TaskPlan } from './planTask';
import { type Measured, measuredValue, qualityDifference } from './qualityDifference';
import { metricsOf, verdictMetric } from './qualityMetrics';
import { labelledRows, type QualityData, rowsAt } from './qualityRows';
import { type QualityTaskData } from './qualityTask';
import { regressionMeasure } from './regressionMeasure';
import { reportedValues } from './reportedValues';
import { splitWindows } from './splitWindows';
import { timeColumn } from './timeColumn';
import { type TakenRows, takeRows } from './takeRows';
import { leftOutOfBands, type MeasuredWindow, outsideBand, windowBand } from './windowQuality';

/** The part of a report that is computed from the columns. */
export type QualityFindings = Omit<QualityReport, 'schema' | 'reference' | 'current' | 'tookMs' | 'made'>;

/** Measures both sides, their windows and their segments. O(rounds × rows), on one thread. */
export function computeQuality(given: QualityTaskData): Result<QualityFindings> {
  const task = withTimes(given);
  const plan = planTask(task);
  if (!plan.ok) return plan;
  const reference = takeSide(task, plan.value, 'reference');
  if (!reference.ok) return reference;
  const current = takeSide(task, plan.value, 'current');
  if (!current.ok) return current;
  if (reference.value.labelled.labels.length === 0)
    return failure('invalid', 'No row of the reference data has both a label and a prediction.', {
      nextStep: 'Give reference data whose true outcomes are known.',
    });
  return success(new Findings(task, plan.value, { reference: reference.value, current: current.value }).findings());
}

/** A time column that cannot be read as times is as good as none, on both sides. */
function withTimes({ request, reference, current }: QualityTaskData): QualityTaskData {
  const times = [reference, current].map(({ time }) => (time === null ? null : timeColumn(time)));
  const [before = null, after = null] = times.includes(null) ? [] : times;
  return { request, reference: { ...reference, time: before }, current: { ...current, time: after } };
}

interface Side {
  readonly taken: TakenRows;
  readonly labelled: QualityData;
}

function takeSide(task: QualityTaskData, plan: TaskPlan, side: 'reference' | 'current'): Result<Side> {
  const taken = takeRows(task[side], plan);
  return taken.ok ? success({ taken: taken.value, labelled: labelledRows(taken.value.data) }) : taken;
}

/** Computes one report: what its parts share is made once. */
class Findings {
  private readonly metrics: readonly QualityMetric[];
  private readonly verdictMetric: QualityMetric;
  private readonly estimator: ConfidenceEstimator | null;

  constructor(
    private readonly task: QualityTaskData,
    private readonly plan: TaskPlan,
    private readonly sides: { readonly reference: Side; readonly current: Side },
  ) {
    const withProbabilities = task.request.probabilities.length > 0 && plan.task !== 'regression';
    this.metrics = metricsOf(plan.task, withProbabilities);
    this.verdictMetric = verdictMetric(plan.task, withProbabilities);
    this.estimator = task.request.estimate && withProbabilities ? this.fitEstimator() : null;
  }

  findings(): QualityFindings {
    const { plan, sides } = this;
    const rows = this.comparison();
    const measured = [...this.windowsOf('reference'), ...this.windowsOf('current')];
    const windows = measured.map(({ window }) => window);
    const bands = Object.fromEntries(
      this.metrics.flatMap(metric => {
        const band = windowBand(metric, measured);
        return band === null ? [] : [[metric, band] as const];
      }),
    );
    const isClassifier = plan.task !== 'regression';
    return {
      task: plan.task,
      classes: isClassifier ? plan.classes : null,
      positive: plan.task === 'binary' ? (plan.classes[1] ?? null) : null,
      rows: { reference: countRows(sides.reference), current: countRows(sides.current) },
      verdict: { metric: this.verdictMetric, outcome: rows.find(({ metric }) => metric === this.verdictMetric)?.outcome ?? 'unknown' },
      metrics: rows,
      windows,
      bands,
      calibration: this.reliabilityCurves(),
      confusion: isClassifier ? { reference: confusionRows(sides.reference), current: confusionRows(sides.current) } : null,
      features: this.features(),
      estimate: this.estimate(windows, bands),
      notes: this.notes(),
    };
  }

  private comparison(): QualityRow[] {
    const { reference, current } = this.sides;
    const before = this.measured(reference.labelled, 0);
    const after = current.labelled.labels.length === 0 ? null : this.measured(current.labelled, 1);
    return this.metrics.map(metric => {
      const notes = [metricNote(metric, reference.labelled, 'reference'), metricNote(metric, current.labelled, 'current')];
      const note = notes.filter(text => text !== null).join(' ');
      return { metric, ...qualityDifference(metric, before, after), note: note === '' ? null : note };
    });
  }

  /** @param stream parts the random numbers of different sets of rows. */
  private measured(rows: QualityData, stream: number): Measured {
    const { rounds, seed } = this.task.request;
    const measure = measureOf(rows);
    return { statistics: measure(null), replicates: bootstrapReplicates(rows.labels.length, measure, { rounds, seed: seed + stream }) };
  }

  private windowsOf(side: 'reference' | 'current'): MeasuredWindow[] {
    const { taken } = this.sides[side];
    const stretches = splitWindows(taken, this.task[side].time, this.task.request.windows);
    return stretches.map(({ start, end, ...stretch }, place) => {
      const all = rowsAt(
        taken.data,
        Int32Array.from({ length: end - start }, (_, k) => start + k),
      );
      const labelled = labelledRows(all);
      const count = labelled.labels.length;
      const measured = count === 0 ? null : this.measured(labelled, 2 + 2 * place + (side === 'reference' ? 0 : 1));
      const values = measured === null ? [] : this.metrics.map(metric => [metric, measuredValue(measured, metric)] as const);
      const window = {
        side,
        ...stretch,
        rows: end - start,
        labelled: count,
        values: Object.fromEntries(values),
        estimated: this.estimated(all),
      };
      return { window, leftOut: leftOutOfBands(labelled) };
    });
  }

  private estimated(rows: QualityData): Record<string, number | null> {
    if (this.estimator === null || rows.task === 'regression') return {};
    return reportedValues(ESTIMATED, this.estimator.estimate(rows));
  }

  /** The trial of the calibration is made in the order of the file, as NannyML makes it. */
  private fitEstimator(): ConfidenceEstimator | null {
    const { taken } = this.sides.reference;
    const order = Int32Array.from(taken.fileRows.keys()).sort((a, b) => (taken.fileRows[a] as number) - (taken.fileRows[b] as number));
    const rows = labelledRows(rowsAt(taken.data, order));
    return rows.task === 'regression' ? null : confidenceEstimator(rows);
  }

  private estimate(windows: QualityReport['windows'], bands: Readonly<Record<string, QualityBand>>): QualityEstimate | null {
    if (this.estimator === null) return null;
    const outside = ESTIMATED.flatMap(metric => {
      const band = bands[metric];
      return band === undefined ? [] : [[metric, outsideBand(metric, windows, band)] as const];
    });
    return {
      calibrated: this.estimator.calibrated,
      assumption: ASSUMPTION,
      outside: Object.fromEntries(outside),
      windows: windows.filter(({ side }) => side === 'current').length,
    };
  }

  private reliabilityCurves(): QualityReport['calibration'] {
    const [reference, current] = [curveOf(this.sides.reference.labelled), curveOf(this.sides.current.labelled)];
    return reference === null || current === null ? null : { reference, current };
  }

  private features(): QualityReport['features'] {
    const { reference, current } = this.task;
    return reference.features.flatMap((column, place) => {
      const other = current.features[place];
      if (other === undefined) return [];
      const [before, after] = [this.featureSide('reference', column), this.featureSide('current', other)];
      return [featureSegments(before, after)];
    });
  }

  private featureSide(side: 'reference' | 'current', column: FeatureSide['column']): FeatureSide {
    const { taken } = this.sides[side];
    return {
      column,
      rows: taken,
      valuesAt: places => {
        const labelled = labelledRows(rowsAt(taken.data, places));
        return labelled.labels.length === 0 ? {} : reportedValues(this.metrics, measureOf(labelled)(null));
      },
    };
  }

  private notes(): string[] {
    const { request } = this.task;
    const { labelled } = this.sides.current;
    return [
      ...this.plan.notes,
      ...(labelled.labels.length === 0 ? ['The current data has no labels: its quality is not measured.'] : []),
      ...(request.estimate && this.estimator === null
        ? ['Quality without labels is estimated from probabilities, and there are none.']
        : []),
      ...(request.time !== null && (this.task.reference.time === null || this.task.current.time === null)
        ? ['The time column holds no times that can be read: rows are in the order of their file, in chunks.']
        : []),
    ];
  }
}

function measureOf(rows: QualityData): (weights: RowWeights) => Statistics {
  return rows.task === 'regression' ? regressionMeasure(rows) : classifierMeasure(rows);
}

function countRows({ taken, labelled }: Side): QualityRows {
  const known = labelled.labels.length;
  return { labelled: known, unlabelled: taken.data.labels.length - known, skipped: taken.skipped };
}

function curveOf(rows: QualityData): ReliabilityBin[] | null {
  if (rows.task === 'regression') return null;
  return reliability(rows, null)?.map(({ count, predicted, observed }) => ({ rows: count, predicted, observed })) ?? null;
}

function confusionRows({ labelled }: Side): number[][] {
  if (labelled.task === 'regression') return [];
  const { classes, cells } = confusionMatrix(labelled.labels, labelled.predicted, labelled.classes.length, null);
  return Array.from({ length: classes }, (_, label) => [...cells.subarray(label * classes, (label + 1) * classes)]);
}
