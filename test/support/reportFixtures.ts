import { type DriftMethod, driftMethods, isDrift } from '../../src/domain/driftMethod';
import { type Distribution, type DistributionGap, type NumberSummary } from '../../src/domain/distribution';
import { type ColumnType, type DriftColumn, type DriftReport } from '../../src/drift/contract';
import { type ReportPageState } from '../../src/reports/contract';
import { normal, randomNumbers } from './randomNumbers';

/** Fixtures of reports. Figures are invented but consistent: shares, verdicts and severities fit together, SHAP values add up. */

export const MADE_AT = Date.UTC(2026, 5, 18, 9, 30);

/** The state of a page around a report, as an exported page has it. */
export function exportedState<Report>(title: string, report: Report): ReportPageState<Report> {
  return { title, report, running: null, failure: null, savedAs: null, canRun: false };
}

interface NumericShape {
  readonly reference: { mean: number; deviation: number };
  readonly current: { mean: number; deviation: number };
  readonly low: number;
  readonly high: number;
}

const REFERENCE_ROWS = 498_344;
const CURRENT_ROWS = 512_209;

/** A column with a score; its verdict and severity follow from it. */
export function scoredColumn(name: string, method: DriftMethod, score: number, more: Partial<DriftColumn> = {}): DriftColumn {
  const { threshold, score: kind } = driftMethods[method];
  const drifted = isDrift(method, score, threshold);
  const severity = kind === 'distance' ? score / threshold : score === 0 ? 'Infinity' : Math.log(score) / Math.log(threshold);
  return {
    name,
    role: 'feature',
    type: method === 'jensenshannon' || method === 'chisquare' || method === 'z' ? 'categorical' : 'numeric',
    status: 'ok',
    reason: null,
    method,
    score,
    threshold,
    drifted,
    severity,
    reference: { count: REFERENCE_ROWS, missing: 0, unique: 1_240 },
    current: { count: CURRENT_ROWS, missing: 0, unique: 1_251 },
    missingChange: { from: 0, to: 0, flagged: false },
    noise: null,
    withinNoise: null,
    ...more,
  };
}

/** A column without a score. */
export function unscoredColumn(
  name: string,
  status: 'not_computable' | 'not_tested',
  reason: string,
  more: Partial<DriftColumn> = {},
): DriftColumn {
  return {
    ...scoredColumn(name, 'wasserstein', 0),
    status,
    reason,
    method: null,
    score: null,
    threshold: null,
    drifted: null,
    severity: null,
    noise: null,
    withinNoise: null,
    ...more,
  };
}

/** Counts of two normal samples over 24 bins, with the quantiles of the normal distributions. */
function numericDistribution(shape: NumericShape): Distribution {
  const bins = 24;
  const edges = Array.from({ length: bins + 1 }, (_, index) => shape.low + ((shape.high - shape.low) * index) / bins);
  const counts = (side: { mean: number; deviation: number }, total: number): number[] =>
    edges.slice(0, -1).map((edge, index) => Math.round(total * Math.max(0, below(edges[index + 1] ?? edge, side) - below(edge, side))));
  const gaps = edges.map(at => ({ at, reference: below(at, shape.reference), current: below(at, shape.current) }));
  const gap = gaps.reduce((widest, each) => (gapSize(each) > gapSize(widest) ? each : widest));
  return {
    kind: 'numeric',
    gap,
    edges,
    reference: counts(shape.reference, REFERENCE_ROWS),
    current: counts(shape.current, CURRENT_ROWS),
    summary: { reference: summary(shape.reference, shape), current: summary(shape.current, shape) },
  };
}

function gapSize({ reference, current }: DistributionGap): number {
  return Math.abs(reference - current);
}

/** Categories with weights on both sides; a weight of zero makes it new or gone. */
export function categoricalDistribution(
  weights: Readonly<Record<string, readonly [number, number]>>,
  other: readonly [number, number] = [0, 0],
): Extract<Distribution, { kind: 'categorical' }> {
  const entries = Object.entries(weights).toSorted(([, left], [, right]) => right[0] + right[1] - left[0] - left[1]);
  return {
    kind: 'categorical',
    categories: entries.map(([name]) => name),
    reference: entries.map(([, counts]) => counts[0]),
    current: entries.map(([, counts]) => counts[1]),
    other: { reference: other[0], current: other[1] },
    added: entries.filter(([, counts]) => counts[0] === 0).map(([name]) => name),
    vanished: entries.filter(([, counts]) => counts[1] === 0).map(([name]) => name),
  };
}

/** A report around columns: the dataset's verdict is counted from them as the rules say. */
export function driftReport(columns: readonly DriftColumn[], more: Partial<DriftReport> = {}): DriftReport {
  const features = columns.filter(column => column.role === 'feature');
  const tested = features.filter(column => column.status === 'ok');
  const driftedColumns = tested.filter(column => column.drifted).length;
  const share = tested.length > 0 ? driftedColumns / tested.length : null;
  const skipped = features.length - tested.length;
  const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
  return {
    schema: 1,
    model: { name: 'flight_delay_model', version: '4' },
    reference: { files: [{ path: 'data/flights-2001-01.parquet', sha256 }], rows: REFERENCE_ROWS },
    current: { files: [{ path: 'data/flights-2001-06.parquet', sha256: sha256.split('').reverse().join('') }], rows: CURRENT_ROWS },
    profile: 'evidently',
    dataset: { drifted: share === null ? null : share >= 0.5, share, threshold: 0.5, columns: tested.length, driftedColumns, skipped },
    columns,
    schemaChanges: [],
    tookMs: 1420,
    made: {
      at: MADE_AT,
      request: {
        reference: 'data/flights-2001-01.parquet',
        current: 'data/flights-2001-06.parquet',
        model: 'models:/flight_delay_model/4',
        columns: null,
        ignore: [],
        roles: { target: 'delayed', time: 'departure' },
        types: {},
        profile: 'evidently',
      },
    },
    ...more,
  };
}

/** Flights: twelve columns in the data's order, of every kind and verdict that a page has to show. */
export function flightsDriftReport(): DriftReport {
  return driftReport(flightsColumns(), {
    schemaChanges: [
      { name: 'gate', change: 'added' },
      { name: 'aircraft_age', change: 'removed' },
      { name: 'weekday', change: 'type' },
    ],
  });
}

function flightsColumns(): readonly DriftColumn[] {
  return [
    scoredColumn('dep_hour', 'wasserstein', 0.0573, {
      distribution: numericDistribution({
        low: 0,
        high: 24,
        reference: { mean: 13.4, deviation: 4.6 },
        current: { mean: 13.7, deviation: 4.7 },
      }),
    }),
    scoredColumn('weekday', 'jensenshannon', 0.0288, {
      distribution: categoricalDistribution({
        Mon: [73_000, 75_400],
        Tue: [72_100, 74_000],
        Wed: [71_900, 73_900],
        Thu: [72_800, 75_000],
        Fri: [73_300, 75_600],
        Sat: [65_900, 66_100],
        Sun: [69_344, 72_209],
      }),
    }),
    scoredColumn('distance', 'wasserstein', 0.0412, {
      distribution: numericDistribution({
        low: 0,
        high: 2600,
        reference: { mean: 720, deviation: 520 },
        current: { mean: 738, deviation: 530 },
      }),
    }),
    scoredColumn('origin', 'jensenshannon', 0.1187, {
      distribution: originDistribution(),
      reference: { count: REFERENCE_ROWS, missing: 0, unique: 231 },
      current: { count: CURRENT_ROWS, missing: 0, unique: 233 },
    }),
    scoredColumn('destination', 'jensenshannon', 0.0861, { distribution: originDistribution() }),
    scoredColumn('origin_delay_yesterday', 'wasserstein', 0.5812, {
      distribution: numericDistribution({
        low: -10,
        high: 60,
        reference: { mean: 8.2, deviation: 6.1 },
        current: { mean: 13.8, deviation: 9.3 },
      }),
      reference: { count: 488_377, missing: 9_967, unique: 41_020 },
      current: { count: 501_453, missing: 10_756, unique: 43_391 },
      missingChange: { from: 0.02, to: 0.021, flagged: false },
    }),
    scoredColumn('origin_delay_3h', 'wasserstein', 0.3817, {
      distribution: numericDistribution({
        low: -20,
        high: 90,
        reference: { mean: 9.1, deviation: 12.4 },
        current: { mean: 14.6, deviation: 16.2 },
      }),
      reference: { count: 468_443, missing: 29_901, unique: 60_211 },
      current: { count: 446_134, missing: 66_075, unique: 59_870 },
      missingChange: { from: 0.06, to: 0.129, flagged: true },
    }),
    scoredColumn('carrier_is_hub', 'jensenshannon', 0.0031, {
      distribution: categoricalDistribution({ False: [301_000, 309_900], True: [197_344, 202_309] }),
    }),
    scoredColumn('delayed', 'jensenshannon', 0.0712, {
      role: 'target',
      distribution: categoricalDistribution({ '0': [401_800, 392_000], '1': [96_544, 120_209] }),
    }),
    scoredColumn('prediction', 'wasserstein', 0.1534, {
      role: 'prediction',
      distribution: numericDistribution({
        low: 0,
        high: 1,
        reference: { mean: 0.21, deviation: 0.14 },
        current: { mean: 0.27, deviation: 0.17 },
      }),
    }),
    unscoredColumn('tail_number', 'not_computable', 'The current data has no value in this column.', {
      type: 'categorical',
      reference: { count: 498_100, missing: 244, unique: 4_012 },
      current: { count: 0, missing: 512_209, unique: 0 },
      missingChange: { from: 0.0005, to: 1, flagged: true },
    }),
    unscoredColumn('departure', 'not_tested', 'It is the time of each row.', { role: 'time', type: 'datetime' }),
  ];
}

/** As many columns as asked for, with scores spread over both sides of the threshold. */
export function wideDriftReport(count: number): DriftReport {
  const random = randomNumbers(7);
  const columns = Array.from({ length: count }, (_, index) => {
    const mean = normal(random);
    const distribution = numericDistribution({
      low: -5,
      high: 5,
      reference: { mean, deviation: 1 },
      current: { mean: mean + random() * 0.4, deviation: 1 },
    });
    return scoredColumn(`feature_${String(index).padStart(4, '0')}`, 'wasserstein', random() ** 3 * 0.5, { distribution });
  });
  return driftReport(columns);
}

/** Names that try to be markup, to break lines, to turn the writing direction, or to be nothing. */
export const hostileNames = [
  '<script>window.attacked = 1</script>',
  '<img src=x onerror="window.attacked = 2">',
  'line one\nline two\ttab',
  '\u202egnp.exe',
  'שם העמודה',
  '',
  '"\'&amp;</script><b>',
  `${'very_long_column_name_'.repeat(12)}end`,
];

export function hostileDriftReport(): DriftReport {
  const types: ColumnType[] = ['numeric', 'categorical'];
  const columns = hostileNames.map((name, index) =>
    scoredColumn(name, index % 2 === 0 ? 'wasserstein' : 'jensenshannon', 0.4 - index * 0.05, {
      type: types[index % 2] ?? 'numeric',
      distribution:
        index % 2 === 0
          ? numericDistribution({ low: 0, high: 1, reference: { mean: 0.4, deviation: 0.2 }, current: { mean: 0.6, deviation: 0.2 } })
          : categoricalDistribution(Object.fromEntries(hostileNames.map((category, place) => [category, [place * 10, 70 - place * 10]]))),
    }),
  );
  return driftReport(columns, {
    model: { name: '<b>model</b>\n\u202etxt', version: '1' },
    schemaChanges: [{ name: '<i>gone</i>', change: 'removed' }],
  });
}

function originDistribution(): Distribution {
  const weights: Record<string, readonly [number, number]> = {
    ORD: [28_800, 31_950],
    DFW: [27_100, 25_220],
    ATL: [21_400, 21_830],
    LAX: [18_900, 17_020],
    PHX: [16_300, 14_900],
    STL: [15_100, 13_000],
    DTW: [13_200, 15_410],
    DEN: [13_000, 12_800],
    MSP: [12_700, 14_400],
    IAH: [12_600, 12_100],
    LAS: [12_300, 12_620],
    SFO: [11_100, 9_600],
    CLT: [10_800, 11_900],
    EWR: [10_600, 11_800],
    PHL: [9_900, 10_700],
    BOS: [9_700, 10_100],
    SEA: [9_200, 9_600],
    MCO: [9_100, 8_200],
    LGA: [8_800, 9_400],
    PIT: [8_700, 9_100],
    GEG: [0, 1_650],
    FCA: [0, 410],
    TWA: [1_240, 0],
  };
  const listed = Object.values(weights).reduce((sum, [reference, current]) => [sum[0] + reference, sum[1] + current] as const, [
    0, 0,
  ] as readonly [number, number]);
  return categoricalDistribution(weights, [REFERENCE_ROWS - listed[0], CURRENT_ROWS - listed[1]]);
}

function summary(side: { mean: number; deviation: number }, limits: { low: number; high: number }): NumberSummary {
  const within = (value: number): number => Number(Math.min(limits.high, Math.max(limits.low, value)).toPrecision(7));
  const scores = [-3.5, -1.6449, -0.6745, 0, 0.6745, 1.6449, 3.5];
  return {
    mean: side.mean,
    standardDeviation: side.deviation,
    quantiles: scores.map(score => within(side.mean + score * side.deviation)),
    percentiles: Array.from({ length: 101 }, (_, index) => within(side.mean + normalScore(index / 100) * side.deviation)),
  };
}

/** The inverse of the logistic approximation below, good to 0.01 between 1 % and 99 %. */
function normalScore(share: number): number {
  const clipped = Math.min(0.9998, Math.max(0.0002, share));
  return Math.log(clipped / (1 - clipped)) / 1.702;
}

/** The normal distribution function by its logistic approximation: good to 0.01, enough for pictures. */
function below(value: number, side: { mean: number; deviation: number }): number {
  const score = (value - side.mean) / side.deviation;
  return 1 / (1 + Math.exp(-1.5976 * score - 0.07056 * score ** 3));
}
