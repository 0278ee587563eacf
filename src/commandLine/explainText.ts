import { type ExplainReport, type ExplainRequest } from '../explain/contract';
import { counted, shortNumber, table, visible } from './plainText';

/** A SHAP report as text: what was explained, the importance of each feature, how exact it is. */
export function explainText(report: ExplainReport, request: ExplainRequest): string {
  const { model, outputs, baseValues } = report;
  const units = report.unitsInWords ?? report.units;
  const several = outputs.length > 1;
  const bases = outputs.map((output, place) => `${several ? `${visible(output)} ` : ''}${shortNumber(baseValues[place])}`).join(', ');
  const parts = [
    `${visible(request.model)}: ${visible(model.flavor)} (${visible(model.format)}), ${counted(report.rows, 'row')}, ${report.method}, ${shortNumber(report.tookMs / 1000)} s`,
    `base value: ${bases} (${units})`,
    '',
    table(
      ['FEATURE', ...outputs.map(output => (several ? `MEAN |SHAP| ${visible(output)}` : 'MEAN |SHAP|'))],
      report.importance.map(({ feature, meanAbs }) => [feature, ...meanAbs.map(shortNumber)]),
    ),
    '',
    `additive within ${shortNumber(report.additivityError)}`,
    ...(report.predictionError === null ? [] : [`differs from the recorded predictions by at most ${shortNumber(report.predictionError)}`]),
    ...report.differences.map(visible),
  ];
  return parts.join('\n');
}
