import { type ExplainReport } from '../../src/explain/contract';
import { normal, randomNumbers } from './randomNumbers';
import { hostileNames, MADE_AT } from './reportFixtures';

/** Fixtures of SHAP reports. Figures are invented but consistent: SHAP values add up to the predictions. */

/** Feature names of the flights model and how strongly each pushes in the fixture. */
const flightFeatures: readonly (readonly [name: string, weight: number])[] = [
  ['dep_hour', 0.62],
  ['origin_delay_3h', 0.41],
  ['distance', 0.23],
  ['origin_delay_yesterday', 0.19],
  ['origin', 0.14],
  ['destination', 0.09],
  ['weekday', 0.07],
  ['carrier_is_hub', 0.05],
  ['route_frequency', 0.035],
  ['is_weekend', 0.02],
  ['month_day', 0.012],
  ['crosses_timezone', 0.006],
];
const airports = ['ORD', 'ATL', 'DFW', 'LAX', 'PHX', 'DEN', 'STL', 'SFO'];

/** A SHAP report of the flights model: one output, or as many as are named. Some values of the lag features are missing. */
export function flightsExplainReport(rows = 400, outputs: readonly string[] = ['late']): ExplainReport {
  const random = randomNumbers(11);
  const features = flightFeatures.map(([name]) => name);
  const featureValues = Array.from({ length: rows }, () => features.map((_, feature) => flightValue(feature, random)));
  const perOutput = featureValues.map(row =>
    row.map((value, feature) => outputs.map((_, output) => pushOf(value, feature, { output, random }))),
  );
  const baseValues = outputs.map((_, output) => -1.2041 + output * 0.35);
  const meanAbs = features.map((_, feature) =>
    outputs.map((_, output) => perOutput.reduce((sum, row) => sum + Math.abs(row[feature]?.[output] ?? 0), 0) / rows),
  );
  const total = (entry: { meanAbs: number[] }): number => entry.meanAbs.reduce((sum, value) => sum + value, 0);
  const single = outputs.length === 1;
  return {
    schema: 1,
    model: {
      uri: 'models:/flight_delay_model/4',
      name: 'flight_delay_model',
      version: '4',
      flavor: 'xgboost',
      format: 'XGBoost UBJSON',
      way: 'native',
    },
    method: 'exact TreeSHAP, path-dependent',
    units: 'margin',
    outputs,
    features,
    baseValues,
    rows,
    rowIndex: Array.from({ length: rows }, (_, index) => index * 3 + 1),
    importance: features
      .map((feature, index) => ({ feature, meanAbs: meanAbs[index] ?? [] }))
      .toSorted((left, right) => total(right) - total(left)),
    additivityError: 2.4e-12,
    predictionError: null,
    values: single ? perOutput.map(row => row.map(values => values[0] ?? 0)) : perOutput,
    differences: [],
    tookMs: 312,
    unitsInWords: 'log-odds',
    page: {
      at: MADE_AT,
      request: {
        model: 'models:/flight_delay_model/4',
        data: 'data/flights-2001-06.parquet',
        rows: { kind: 'first', count: rows },
        target: 'delayed',
        prediction: null,
      },
      trees: 500,
      featureValues,
      predictions: perOutput.map(row =>
        outputs.map((_, output) => row.reduce((sum, values) => sum + (values[output] ?? 0), baseValues[output] ?? 0)),
      ),
      targets: featureValues.map((_, row) => (row % 4 === 0 ? 1 : 0)),
      keptRows: rows,
    },
  };
}

/** The same report with feature names and values that try to be more than text. */
export function hostileExplainReport(): ExplainReport {
  const report = flightsExplainReport(40, ['<b>late</b>']);
  const features = report.features.map((name, index) => hostileNames[index] ?? name);
  const renamed = new Map(report.features.map((name, index) => [name, features[index] ?? name]));
  const page = report.page && {
    ...report.page,
    featureValues: report.page.featureValues.map(row =>
      row.map(value => (typeof value === 'string' ? '<img src=x onerror="window.attacked = 3">' : value)),
    ),
  };
  return {
    ...report,
    ...(page ? { page } : {}),
    features,
    importance: report.importance.map(entry => ({ ...entry, feature: renamed.get(entry.feature) ?? entry.feature })),
    differences: ['<script>window.attacked = 4</script>'],
  };
}

function flightValue(feature: number, random: () => number): number | string | null {
  if (feature === 4 || feature === 5) return airports[Math.floor(random() ** 2 * airports.length)] ?? 'ORD';
  if ((feature === 1 || feature === 3) && random() < 0.08) return null;
  if (feature === 0) return Math.floor(5 + random() * 18);
  if (feature === 1 || feature === 3) return Math.round((10 + normal(random) * 12) * 10) / 10;
  return feature === 2 ? Math.round(120 + random() ** 2 * 2400) : Math.floor(random() * 7);
}

/** Roughly monotonic in the value, with noise, so that the beeswarm looks as one does. */
function pushOf(value: number | string | null, feature: number, how: { output: number; random: () => number }): number {
  const weight = flightFeatures[feature]?.[1] ?? 0;
  const noise = normal(how.random) * 0.35;
  if (value === null) return weight * (noise - 0.2);
  const level =
    typeof value === 'string'
      ? airports.indexOf(value) / 4 - 0.6
      : feature === 0
        ? (value - 13) / 6
        : feature === 2
          ? (800 - value) / 700
          : feature < 4
            ? (value - 10) / 12
            : (value - 3) / 3;
  return weight * (level + noise) * (how.output % 2 === 0 ? 1 : -0.6);
}
