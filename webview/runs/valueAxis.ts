import { type JsonNumber } from '../../src/base/json';
import { formatNumber } from '../kit/format';
import { niceTicks } from '../kit/ticks';
import { visibleText } from '../kit/visibleText';

export type AxisValue = JsonNumber | string;

/** Values of one param or metric of several runs, each with a place from 0 to 1. */
export interface ValueAxis {
  readonly kind: 'numeric' | 'categorical';
  /** Null for a run that has no value, or none that has a place: NaN and infinities. */
  readonly places: readonly (number | null)[];
  readonly ticks: readonly { readonly place: number; readonly text: string }[];
}

/** Numeric if every value that is there is a number, else one place for each different text. */
export function valueAxis(values: readonly AxisValue[]): ValueAxis {
  const numbers = values.map(toNumber);
  const isNumeric = values.some(value => value !== null) && numbers.every((number, index) => number !== null || values[index] === null);
  return isNumeric ? numericAxis(numbers) : categoricalAxis(values);
}

function numericAxis(numbers: readonly (number | null)[]): ValueAxis {
  const finite = numbers.filter((number): number is number => number !== null && Number.isFinite(number));
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const place = (value: number): number => (high > low ? (value - low) / (high - low) : 0.5);
  const inner = niceTicks(low, high, 5).map(tick => ({ place: place(tick), text: formatNumber(tick) }));
  return {
    kind: 'numeric',
    places: numbers.map(number => (number !== null && Number.isFinite(number) ? place(number) : null)),
    ticks: finite.length === 0 ? [] : inner,
  };
}

function categoricalAxis(values: readonly AxisValue[]): ValueAxis {
  const texts = values.map(value => (value === null ? null : String(value)));
  const compare = new Intl.Collator('en', { numeric: true }).compare;
  const different = [...new Set(texts.filter(text => text !== null))].sort(compare);
  const place = new Map(different.map((text, index) => [text, different.length > 1 ? index / (different.length - 1) : 0.5]));
  return {
    kind: 'categorical',
    places: texts.map(text => (text === null ? null : (place.get(text) ?? null))),
    ticks: different.map(text => ({ place: place.get(text) ?? 0, text: visibleText(text) })),
  };
}

/** A number, or a text that is one as MLflow writes params; null if it is neither. */
function toNumber(value: AxisValue): number | null {
  if (value === null) return null;
  if (typeof value === 'number') return value;
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
  return /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value) ? Number(value) : null;
}
