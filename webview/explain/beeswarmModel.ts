import { type ExplainReport } from '../../src/explain/contract';
import { countOf } from '../../src/base/countOf';
import { visibleText } from '../kit/visibleText';
import { layoutBeeswarm } from './beeswarmLayout';
import { type DisplayedFeatures } from './featureRanking';
import { SHAP_GREY } from './shapColors';
import { valueColors } from './valueColors';

/** One row of the beeswarm: a feature, or the sum of those that have no row of their own. One dot a kept row of the data. */
export interface BeeswarmRow {
  readonly label: string;
  /** Null for the sum. */
  readonly feature: number | null;
  readonly values: Float64Array;
  readonly heights: Float64Array;
  readonly colors: readonly string[];
  /** Kept rows by ascending SHAP value: the way of the arrow keys. */
  readonly order: Int32Array;
}

/** shap colours the sum by one of its features; a sum has no feature value, so here it is grey. */
export function beeswarmRows(report: ExplainReport, values: readonly (readonly number[])[], displayed: DisplayedFeatures): BeeswarmRow[] {
  const rows = displayed.shown.map(feature => {
    const featureValues = values.map((_, row) => report.page?.featureValues[row]?.[feature] ?? null);
    const shap = Float64Array.from(values, row => row[feature] ?? 0);
    return makeRow(visibleText(report.features[feature] ?? ''), feature, shap, valueColors(featureValues));
  });
  if (displayed.others.length === 0) return rows;
  const sums = Float64Array.from(values, row => displayed.others.reduce((sum, feature) => sum + (row[feature] ?? 0), 0));
  return [
    ...rows,
    makeRow(
      `Sum of ${countOf(displayed.others.length, 'other feature')}`,
      null,
      sums,
      values.map(() => SHAP_GREY),
    ),
  ];
}

/** The kept row whose dot is nearest to a point, at most `reach` away; the distances are the caller's. */
export function nearestDot(row: BeeswarmRow, distance: (value: number, height: number) => number, reach: number): number | null {
  let found: { row: number; distance: number } | null = null;
  for (let index = 0; index < row.values.length; index++) {
    const away = distance(row.values[index] ?? 0, row.heights[index] ?? 0);
    if (away <= reach && (found === null || away < found.distance)) found = { row: index, distance: away };
  }
  return found?.row ?? null;
}

function makeRow(label: string, feature: number | null, values: Float64Array, colors: readonly string[]): BeeswarmRow {
  const order = Int32Array.from(values.keys()).sort((left, right) => (values[left] ?? 0) - (values[right] ?? 0));
  return { label, feature, values, heights: layoutBeeswarm(values), colors, order };
}
