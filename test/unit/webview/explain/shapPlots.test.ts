import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { layoutBeeswarm } from '../../../../webview/explain/beeswarmLayout';
import { displayedFeatures, rankFeatures } from '../../../../webview/explain/featureRanking';
import { redBlue, SHAP_BLUE, SHAP_RED } from '../../../../webview/explain/shapColors';
import { valueColors } from '../../../../webview/explain/valueColors';
import { waterfallSteps } from '../../../../webview/explain/waterfallRows';

interface Golden {
  readonly values: readonly (readonly number[])[];
  readonly data: readonly (readonly (number | null)[])[];
  readonly names: readonly string[];
  readonly base: number;
  readonly gradient: readonly (readonly [part: number, color: string])[];
  readonly red: string;
  readonly blue: string;
  readonly beeswarm: {
    readonly labels: readonly string[];
    readonly dots: readonly (readonly [row: number, x: number, height: number, color: string])[];
  };
  readonly bar: { readonly labels: readonly string[]; readonly widths: readonly number[] };
  readonly waterfalls: readonly { readonly row: number; readonly labels: readonly string[] }[];
}

/** What shap 0.51's own plots show of the same values; shap_plots.py made it. */
const golden = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../../golden/webview/shap_plots.json'), 'utf8')) as Golden;

const column = (feature: number): number[] => golden.values.map(row => row[feature] ?? NaN);
const importance = golden.names.map(
  (_, feature) => column(feature).reduce((sum, value) => sum + Math.abs(value), 0) / golden.values.length,
);
const displayed = displayedFeatures(rankFeatures(importance), 10);
const names = (features: readonly number[]): (string | undefined)[] => features.map(feature => golden.names[feature]);

describe('colours are shap’s', () => {
  test('the ends', () => expect([golden.red, golden.blue]).toEqual([SHAP_RED, SHAP_BLUE]));
  test.each(golden.gradient)('the gradient at %d is %s', (part, color) => expect(redBlue(part)).toBe(color));
});

describe('which features have a row', () => {
  test('the same as in shap’s bar and beeswarm, the last for all others', () => {
    const labels = [...names(displayed.shown), `Sum of ${displayed.others.length} other features`];
    expect(labels).toEqual(golden.bar.labels.slice(0, 10));
    expect(labels.toReversed()).toEqual(golden.beeswarm.labels);
  });

  test('bars are as long', () => {
    const widths = [
      ...displayed.shown.map(feature => importance[feature] ?? 0),
      displayed.others.reduce((sum, feature) => sum + (importance[feature] ?? 0), 0),
    ];
    widths.forEach((width, index) => expect(width).toBeCloseTo(golden.bar.widths[index] ?? NaN, 12));
  });

  test('up to the limit there are no others', () => {
    expect(displayedFeatures([2, 0, 1], 3)).toEqual({ shown: [2, 0, 1], others: [] });
    expect(rankFeatures([1, 3, 3, 2])).toEqual([1, 2, 3, 0]);
  });
});

describe('dots of the beeswarm', () => {
  const others = golden.values.map(row => displayed.others.reduce((sum, feature) => sum + (row[feature] ?? 0), 0));
  const rows = [...displayed.shown.map(column), others];

  test.each(rows.map((values, index) => [golden.beeswarm.labels[9 - index], values, index] as const))(
    '%s stand as high as in shap',
    (_, values, index) => {
      const expected = golden.beeswarm.dots.filter(([row]) => row === 9 - index);
      const found = Array.from(layoutBeeswarm(values), (height, dot) => [values[dot] ?? NaN, height] as const);
      expect(heightsByBin(found)).toEqual(heightsByBin(expected.map(([, x, height]) => [x, height] as const)));
    },
  );

  test.each(displayed.shown.map(feature => [golden.names[feature], feature] as const))('%s has shap’s colours', (_, feature) => {
    const values = column(feature);
    const colors = valueColors(golden.data.map(row => row[feature] ?? null));
    const place = 9 - displayed.shown.indexOf(feature);
    const expected = golden.beeswarm.dots.filter(([row]) => row === place).map(([, x, , color]) => `${x} ${color}`);
    expect(values.map((value, row) => `${value} ${colors[row]}`).toSorted()).toEqual(expected.toSorted());
  });

  test('one value, equal values and no value', () => {
    expect([...layoutBeeswarm([3])]).toEqual([0]);
    expect([...layoutBeeswarm([1, 1, 1])].toSorted((left, right) => left - right).map(height => height.toFixed(3))).toEqual([
      '-0.180',
      '0.000',
      '0.180',
    ]);
    expect([...layoutBeeswarm([])]).toEqual([]);
  });
});

test('categories and features without a value are grey', () => {
  expect(valueColors(['ORD', 'LAX', null])).toEqual(['#777777', '#777777', '#777777']);
  expect(valueColors([null, NaN])).toEqual(['#777777', '#777777']);
  expect(valueColors([4, 4])).toEqual([SHAP_BLUE, SHAP_BLUE]);
});

describe('waterfall', () => {
  test.each(golden.waterfalls)('row $row has the steps of shap’s', ({ row, labels }) => {
    const steps = waterfallSteps(golden.base, golden.values[row] ?? []);
    const words = steps.map(step => (step.feature === null ? `${step.count} other features` : golden.names[step.feature]));
    expect(words.toReversed()).toEqual(labels.slice(0, 10).map(label => label.split(' = ').at(-1)));
  });

  test('begins at the base, ends at f(x), and each step joins the next', () => {
    const values = golden.values[0] ?? [];
    const steps = waterfallSteps(golden.base, values);
    expect(steps[0]?.to).toBeCloseTo(golden.base + values.reduce((sum, value) => sum + value, 0), 12);
    steps.slice(1).forEach((step, index) => expect(step.to).toBe(steps[index]?.from));
    expect(steps.at(-1)?.from).toBe(golden.base);
    steps.forEach(step => expect(step.to - step.from).toBeCloseTo(step.value, 12));
  });

  test('with few features none is grouped', () => {
    const steps = waterfallSteps(1, [0.5, -2, 0]);
    expect(steps.map(step => step.feature)).toEqual([1, 0, 2]);
    expect(steps.at(-1)?.from).toBeCloseTo(1, 12);
    expect(waterfallSteps(1, [])).toEqual([]);
  });
});

/** Sorted heights of the dots at each hundredth of the range: within one, shap's order is random. */
function heightsByBin(dots: readonly (readonly [x: number, height: number])[]): Record<string, string[]> {
  const all = dots.map(([x]) => x);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const bins: Record<string, string[]> = {};
  for (const [x, height] of dots) (bins[Math.round((100 * (x - low)) / (high - low + 1e-8))] ??= []).push((height + 0).toFixed(9));
  for (const bin of Object.values(bins)) bin.sort();
  return bins;
}
