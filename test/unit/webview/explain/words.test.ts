import { describe, expect, test } from 'vitest';
import { beeswarmRows, nearestDot } from '../../../../webview/explain/beeswarmModel';
import { displayedFeatures } from '../../../../webview/explain/featureRanking';
import { additivityWords, baseValueWords, explainHeading, predictionWords } from '../../../../webview/explain/headerWords';
import { moveDot } from '../../../../webview/explain/moveDot';
import { importanceOfOutput, namedOutput, unitsOfOutput, valuesOfOutput } from '../../../../webview/explain/outputs';
import { featureWithValue, pushSentence } from '../../../../webview/explain/pushSentence';
import { flightsExplainReport } from '../../../support/explainFixtures';
import { without } from '../../../support/without';

describe('the header', () => {
  const report = flightsExplainReport(5);

  test('names the model and the base value in its units', () => {
    expect(explainHeading(report)).toBe('Why flight_delay_model v4 says what it says');
    expect(explainHeading({ ...report, model: { ...report.model, name: null, version: null, uri: 'runs:/1/model' } })).toBe(
      'Why runs:/1/model says what it says',
    );
    expect(baseValueWords(report)).toEqual(['base value −1.204 (log-odds of late)']);
    expect(baseValueWords(flightsExplainReport(5, ['class_0', 'class_1']))).toEqual(['class_0 −1.204', 'class_1 −0.8541']);
  });

  test('errors are bounds: never rounded down', () => {
    expect(additivityWords({ additivityError: 2.4e-12 })).toBe('additive within 3e-12');
    expect(additivityWords({ additivityError: 3e-12 })).toBe('additive within 3e-12');
    expect(additivityWords({ additivityError: 9.6e-13 })).toBe('additive within 1e-12');
    expect(additivityWords({ additivityError: 0 })).toBe('additive exactly');
    expect(predictionWords({ predictionError: null })).toBe('not checked against the model');
    expect(predictionWords({ predictionError: 0.00021 })).toBe('differs from the recorded predictions by at most 3e-4');
  });

  test('general names are no names', () => {
    expect(namedOutput({ outputs: ['margin'] }, 0)).toBeNull();
    expect(unitsOfOutput({ outputs: ['value'], units: 'value' }, 0)).toBe('value');
    expect(unitsOfOutput({ outputs: ['a', 'b'], units: 'margin' }, 1)).toBe('margin of b');
  });
});

describe('several outputs', () => {
  const report = flightsExplainReport(6, ['a', 'b']);

  test('each has its own values and importance', () => {
    const second = valuesOfOutput(report, 1);
    const shap = report.values?.[2]?.[3];
    expect(second?.[2]?.[3]).toBe(Array.isArray(shap) ? shap[1] : NaN);
    const meanAbs = (second ?? []).reduce((sum, row) => sum + Math.abs(row[3] ?? 0), 0) / 6;
    expect(importanceOfOutput(report, 1)[3]).toBeCloseTo(meanAbs, 12);
  });

  test('a report without values of rows has none', () => {
    expect(valuesOfOutput(without(report, 'values'), 0)).toBeNull();
  });
});

describe('the sentence of a row', () => {
  const row = {
    row: 118,
    output: 'late',
    features: ['dep_hour', 'origin', 'distance', 'x'],
    featureValues: [18, 'ORD', null, 1],
    values: [0.61, 0.34, -0.2, 0.01],
  };

  test('names the strongest with their values, and the strongest against', () => {
    expect(pushSentence(row)).toBe(
      'Row 118 is pushed towards late mainly by dep_hour = 18 (+0.61) and origin = ORD (+0.34). The strongest against it: distance = missing (−0.2).',
    );
  });

  test('away from it, and without a name up or down', () => {
    expect(pushSentence({ ...row, values: [-1, 0, 0, 0] })).toBe('Row 118 is pushed away from late mainly by dep_hour = 18 (−1).');
    expect(pushSentence({ ...row, output: null, values: [1, 0.9, 0.8, 0.7] })).toBe(
      'Row 118 is pushed up mainly by dep_hour = 18 (+1), origin = ORD (+0.9) and distance = missing (+0.8).',
    );
    expect(pushSentence({ ...row, values: [0, 0, 0, 0] })).toBe('Row 118 is pushed nowhere: its prediction is the base value.');
  });

  test('names stay on one line', () => expect(featureWithValue('a\nb', 'c\td')).toBe('a⏎b = c⇥d'));
});

describe('moving between dots', () => {
  const report = flightsExplainReport(120);
  const rows = beeswarmRows(report, valuesOfOutput(report, 0) ?? [], displayedFeatures([0, 1, 2, 3], 3));

  test('the last row is the sum of the others, in grey', () => {
    expect(rows.map(row => row.label)).toEqual(['dep_hour', 'origin_delay_3h', 'Sum of 2 other features']);
    const values = valuesOfOutput(report, 0)?.[7] ?? [];
    expect(rows[2]?.values[7]).toBeCloseTo((values[2] ?? 0) + (values[3] ?? 0), 12);
    expect(new Set(rows[2]?.colors)).toEqual(new Set(['#777777']));
  });

  test('right goes to the next greater value, up and down keep the row of the data', () => {
    const start = moveDot(rows, null, 'ArrowRight');
    const greatest = rows[0]?.order.at(-1);
    expect(start).toEqual({ row: 0, keptRow: greatest });
    const left = moveDot(rows, start, 'ArrowLeft');
    expect(left?.keptRow).toBe(rows[0]?.order.at(-2));
    expect(moveDot(rows, left, 'ArrowDown')).toEqual({ row: 1, keptRow: left?.keptRow });
    expect(moveDot(rows, left, 'ArrowUp')).toEqual(left);
    expect(moveDot(rows, left, 'Home')?.keptRow).toBe(rows[0]?.order[0]);
    expect(moveDot(rows, left, 'a')).toBeNull();
  });

  test('the dot nearest to a point, if one is in reach', () => {
    const row = rows[0];
    if (!row) throw new Error('there is a first row');
    const target = row.values[42] ?? 0;
    const away = (value: number, height: number): number => Math.hypot(value - target, height - (row.heights[42] ?? 0));
    expect(nearestDot(row, away, 1)).toBe(42);
    expect(nearestDot(row, () => 9, 8)).toBeNull();
  });
});
