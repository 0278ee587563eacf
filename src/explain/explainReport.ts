import { type ModelFolder, type TreeEnsemble } from '../formats/contract';
import { type ExplainReport, type ShapValues } from './contract';
import { type ExplainAnswer } from './explainRows';
import { marginUnits, outputNames } from './marginScale';
import { type PredictionCheck } from './predictionCheck';

const METHOD = 'exact TreeSHAP, path-dependent';

/** The answers of all tasks of a request, put together. */
export interface ExplainedRows {
  readonly baseValues: Float64Array;
  /** rows × outputs. */
  readonly margins: Float64Array;
  /** features × outputs. */
  readonly meanAbs: Float64Array;
  readonly additivityError: number;
  /** Kept rows × features × outputs. */
  readonly values: Float64Array;
}

/** Joins the answers of consecutive pieces of the rows. */
export function joinAnswers(answers: readonly ExplainAnswer[], rows: number): ExplainedRows {
  const sums = new Float64Array(answers[0]?.absoluteSums.length ?? 0);
  for (const answer of answers) answer.absoluteSums.forEach((sum, place) => (sums[place] = (sums[place] as number) + sum));
  return {
    baseValues: answers[0]?.baseValues ?? new Float64Array(0),
    margins: joined(answers.map(answer => answer.margins)),
    meanAbs: sums.map(sum => sum / rows),
    additivityError: answers.reduce((most, answer) => Math.max(most, answer.additivityError), 0),
    values: joined(answers.map(answer => answer.values)),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Features by the sum of their mean |value| over the outputs, largest first; ties in feature order. */
function importanceOf(features: readonly string[], meanAbs: Float64Array, outputs: number): ExplainReport['importance'] {
  const rows = features.map((feature, index) => {
    const means = Array.from(meanAbs.subarray(index * outputs, (index + 1) * outputs));
    return { feature, meanAbs: means, total: means.reduce((sum, mean) => sum + mean, 0) };
  });
  return rows.toSorted((a, b) => b.total - a.total).map(({ feature, meanAbs: means }) => ({ feature, meanAbs: means }));
}

/** [row][feature] with one output, else [row][feature][output]. */
export function nestedValues(values: Float64Array, features: number, outputs: number): ShapValues {
  const rowLength = features * outputs;
  const rows = rowLength === 0 ? 0 : values.length / rowLength;
  const row = (index: number): Float64Array => values.subarray(index * rowLength, (index + 1) * rowLength);
  if (outputs === 1) return Array.from({ length: rows }, (_, index) => Array.from(row(index)));
  return Array.from({ length: rows }, (_, index) =>
    Array.from({ length: features }, (_, feature) => Array.from(row(index).subarray(feature * outputs, (feature + 1) * outputs))),
  );
}

/** What the report is about: the model as it was read, and how the data was matched with it. */
export interface Subject {
  readonly model: Pick<ExplainReport['model'], 'uri' | 'name' | 'version'>;
  readonly folder: ModelFolder;
  readonly ensemble: TreeEnsemble;
  readonly features: readonly string[];
  readonly rowIndex: Int32Array;
  /** How the data was matched with the model, where that is not by name. */
  readonly matching: string | null;
}

/** The report without what is kept on request: values and page. */
export function explainReport(subject: Subject, explained: ExplainedRows, prediction: PredictionCheck, tookMs: number): ExplainReport {
  const { ensemble, features, rowIndex } = subject;
  return {
    schema: 1,
    model: { ...subject.model, flavor: ensemble.library, format: ensemble.format, way: 'native' },
    method: METHOD,
    units: marginUnits(ensemble),
    ...(ensemble.link === 'logistic' ? { unitsInWords: 'log-odds' } : {}),
    outputs: outputNames(ensemble),
    features,
    baseValues: Array.from(explained.baseValues),
    rows: rowIndex.length,
    rowIndex: Array.from(rowIndex),
    importance: importanceOf(features, explained.meanAbs, ensemble.outputs),
    additivityError: explained.additivityError,
    predictionError: prediction.error,
    differences: differencesOf(subject, prediction),
    tookMs,
  };
}

/** How these values differ from what a reader may take them for, or from the library's own. */
function differencesOf({ ensemble, folder, matching }: Subject, prediction: PredictionCheck): string[] {
  const uncovered = splitsWithoutCover(ensemble);
  const own = folder.modelClass?.split('.').at(-1) ?? 'scikit-learn wrapper';
  return [
    'E[f(X)] is the mean by training cover, not the mean over this data.',
    ensemble.library === 'xgboost' ? 'XGBoost’s own pred_contribs computes in float32; these values are float64.' : null,
    ensemble.bestIteration === null
      ? null
      : `Only the first ${ensemble.bestIteration} boosting rounds count, as the ${own} predicts after early stopping.`,
    uncovered === 0 ? null : `${uncovered} of the model’s splits were reached by no training row: their two sides count equally.`,
    matching,
    prediction.difference,
    ...(ensemble.remarks ?? []),
  ].filter(text => text !== null);
}

function splitsWithoutCover(ensemble: TreeEnsemble): number {
  return ensemble.left.reduce((count, left, node) => count + (left >= 0 && ensemble.cover[node] === 0 ? 1 : 0), 0);
}
