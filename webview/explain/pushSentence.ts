import { formatNumber, formatSigned } from '../kit/format';
import { shortText, visibleText } from '../kit/visibleText';

export interface PushedRow {
  readonly row: number;
  /** Null where the output has no name of its own. */
  readonly output: string | null;
  readonly features: readonly string[];
  readonly featureValues: readonly (number | string | null)[];
  readonly values: readonly number[];
}

const MOST = 3;

/**
 * What the values of one row say, in a sentence: "Row 118 is pushed towards late mainly by dep_hour = 18 (+0.61) and
 * origin = ORD (+0.34)." It says "mainly by" and not "because": SHAP values share out a prediction, they prove no cause.
 */
export function pushSentence(row: PushedRow): string {
  const total = row.values.reduce((sum, value) => sum + value, 0);
  const sign = Math.sign(total);
  if (sign === 0) return `Row ${row.row} is pushed nowhere: its prediction is the base value.`;
  const reasons = mainFeatures(row.values, sign).map(feature => featureWords(row, feature));
  const against = mainFeatures(row.values, -sign)
    .slice(0, 1)
    .map(feature => featureWords(row, feature));
  const counter = against.length > 0 ? ` The strongest against it: ${against[0]}.` : '';
  return `Row ${row.row} is pushed ${direction(row.output, sign)} mainly by ${joined(reasons)}.${counter}`;
}

/** "dep_hour = 18", as charts and tables name a feature with its value. */
export function featureWithValue(feature: string, value: number | string | null | undefined): string {
  return `${shortText(feature)} = ${value === null || value === undefined ? 'missing' : typeof value === 'number' ? formatNumber(value) : shortText(value)}`;
}

function direction(output: string | null, sign: number): string {
  if (output === null) return sign > 0 ? 'up' : 'down';
  return `${sign > 0 ? 'towards' : 'away from'} ${visibleText(output)}`;
}

/** Up to three features that push in a direction, the strongest first, without those below a quarter of it. */
function mainFeatures(values: readonly number[], sign: number): number[] {
  const pushing = values.map((_, index) => index).filter(index => Math.sign(values[index] ?? 0) === sign);
  const ranked = pushing.toSorted((left, right) => Math.abs(values[right] ?? 0) - Math.abs(values[left] ?? 0)).slice(0, MOST);
  const strongest = Math.abs(values[ranked[0] ?? -1] ?? 0);
  return ranked.filter(index => Math.abs(values[index] ?? 0) >= strongest / 4);
}

function featureWords(row: PushedRow, feature: number): string {
  return `${featureWithValue(row.features[feature] ?? '', row.featureValues[feature])} (${formatSigned(row.values[feature] ?? 0)})`;
}

function joined(parts: readonly string[]): string {
  if (parts.length <= 1) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
