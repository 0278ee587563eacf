import { type ExplainReport } from '../../src/explain/contract';
import { formatNumber } from '../kit/format';
import { visibleText } from '../kit/visibleText';
import { unitsOfOutput } from './outputs';

export function explainHeading(report: ExplainReport): string {
  const { name, version, uri } = report.model;
  if (name === null) return `Why ${uri} says what it says`;
  return `Why ${name}${version === null ? '' : ` v${version}`} says what it says`;
}

/** How far the values are from adding up to the model's output. */
export function additivityWords(report: Pick<ExplainReport, 'additivityError'>): string {
  return report.additivityError === 0 ? 'additive exactly' : `additive within ${shortError(report.additivityError)}`;
}

/** How far our evaluation of the model is from the predictions that it recorded. */
export function predictionWords(report: Pick<ExplainReport, 'predictionError'>): string {
  const { predictionError } = report;
  if (predictionError === null) return 'not checked against the model';
  return predictionError === 0
    ? 'equal to the recorded predictions'
    : `differs from the recorded predictions by at most ${shortError(predictionError)}`;
}

/** "base value −1.204 (log-odds of late)", one for each output. */
export function baseValueWords(report: ExplainReport): string[] {
  if (report.outputs.length === 1)
    return [`base value ${formatNumber(report.baseValues[0] ?? 0)} (${visibleText(unitsOfOutput(report, 0))})`];
  return report.outputs.map((output, index) => `${visibleText(output)} ${formatNumber(report.baseValues[index] ?? 0)}`);
}

/** Errors are bounds: one digit, never rounded down. */
function shortError(error: number): string {
  const power = 10 ** Math.floor(Math.log10(error));
  const digit = Math.ceil(error / power - 1e-9);
  return Number((digit * power).toPrecision(1))
    .toExponential(0)
    .replace('e+', 'e');
}
