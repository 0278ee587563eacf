import { type ExplainReport } from '../../src/explain/contract';

/** SHAP values of one output: per kept row, one a feature; null if the report keeps none. */
export function valuesOfOutput(report: ExplainReport, output: number): readonly (readonly number[])[] | null {
  const { values } = report;
  if (!values || values.length === 0) return null;
  return values.map(row => row.map(value => (typeof value === 'number' ? value : (value[output] ?? 0))));
}

/** mean(|SHAP value|) of one output for each feature, in the order of `report.features`. */
export function importanceOfOutput(report: ExplainReport, output: number): number[] {
  const byName = new Map(report.importance.map(entry => [entry.feature, entry.meanAbs[output] ?? 0]));
  return report.features.map(feature => byName.get(feature) ?? 0);
}

/** The output's name, or null where it has none but the general word that the report gives to a single one. */
export function namedOutput(report: Pick<ExplainReport, 'outputs'>, output: number): string | null {
  const name = report.outputs[output] ?? '';
  return name === '' || (report.outputs.length === 1 && (name === 'margin' || name === 'value')) ? null : name;
}

/** What the values are measured in: "log-odds of late", "margin", "value of delay". */
export function unitsOfOutput(report: Pick<ExplainReport, 'outputs' | 'units' | 'unitsInWords'>, output: number): string {
  const unit = report.unitsInWords ?? report.units;
  const name = namedOutput(report, output);
  return name === null ? unit : `${unit} of ${name}`;
}
