import { modelName, versionNumber } from '../../src/domain/ids';
import { type Stage } from '../../src/domain/registeredModel';
import { type SignatureColumn } from '../../src/formats/contract';
import {
  type Difference,
  type TrendVersion,
  type VersionComparison,
  type VersionSide,
  type VersionsReport,
} from '../../src/versions/contract';

const name = modelName('flight_delay_model');

function side(version: string, change: Partial<VersionSide> = {}): VersionSide {
  return {
    name,
    version: versionNumber(version),
    stage: 'None',
    aliases: [],
    description: '',
    source: `models:/m-${version.repeat(8)}`,
    createdAt: Date.UTC(2026, 10, 20, 8),
    run: { id: `run${version}`, name: `brave-heron-28${version}` },
    flavor: 'xgboost',
    modelClass: 'xgboost.sklearn.XGBClassifier',
    runProblem: null,
    datasetsProblem: null,
    filesProblem: null,
    signatureProblem: null,
    ...change,
  };
}

const double = (column: string | null, more: Partial<SignatureColumn> = {}): SignatureColumn => ({
  name: column,
  type: 'double',
  required: true,
  ...more,
});

const text = (param: string, from: string | null, to: string | null, difference: Difference) => ({ name: param, from, to, difference });

/** Version 4 in Production beside the newer version 5, and all six versions. */
export function flightsVersionsReport(change: Partial<VersionComparison> = {}): VersionsReport {
  const facts = (size: number, digit: string) => ({ size, sha256: digit.repeat(64) });
  const comparison: VersionComparison = {
    from: side('4', { stage: 'Production', aliases: ['champion'], description: 'Holds since March.' }),
    to: side('5', { stage: 'Staging', aliases: ['challenger'] }),
    signature: {
      verdict: 'same',
      inputs: ['dep_hour', 'distance', 'origin'].map(column => ({
        name: column,
        from: double(column),
        to: double(column),
        difference: 'same',
      })),
      outputs: [{ name: '#1', from: double(null, { type: 'long' }), to: double(null, { type: 'long' }), difference: 'same' }],
      params: [],
    },
    metrics: [
      { name: 'auc', from: 0.84123, to: 0.8427, difference: 'different', change: 0.00147, relativeChange: 0.00147 / 0.84123 },
      { name: 'diverged', from: 'NaN', to: 'Infinity', difference: 'different', change: null, relativeChange: null },
      { name: 'logloss', from: 0.4, to: 0.4, difference: 'same', change: 0, relativeChange: 0 },
      { name: 'recall', from: null, to: 0.6, difference: 'onlyTo', change: null, relativeChange: null },
    ],
    params: [
      text('depth', '3', '5', 'different'),
      text('early_stopping', null, '20', 'onlyTo'),
      text('eta', '0.1', '0.05', 'different'),
      ...Array.from({ length: 12 }, (_, index) => text(`fixed_${index}`, '1', '1', 'same')),
    ],
    versionTags: [text('team', 'ops', 'ops', 'same')],
    runTags: [],
    datasets: [{ name: 'flights-2001-january', context: 'training', fromDigest: 'ae4d1651', toDigest: 'ae4d1651', difference: 'same' }],
    files: {
      isOneFolder: false,
      rows: [
        { path: 'MLmodel', from: facts(2913, 'a'), to: facts(2913, 'b'), difference: 'different' },
        { path: 'conda.yaml', from: facts(245, 'c'), to: facts(245, 'c'), difference: 'same' },
        { path: 'model.ubj', from: facts(1_234_567, 'd'), to: facts(1_334_567, 'e'), difference: 'different' },
        { path: 'requirements.txt', from: facts(99, 'f'), to: facts(99, 'f'), difference: 'same' },
      ],
    },
    commit: { from: '0123456789abcdef0123456789abcdef01234567', to: '89abcdef0123456789abcdef0123456789abcdef', verdict: 'different' },
    ...change,
  };
  return {
    schema: 1,
    at: 1,
    tookMs: 120,
    request: { kind: 'compare', from: comparison.from, to: comparison.to },
    comparison,
    trend: flightsTrend(),
  };
}

function flightsTrend(): VersionsReport['trend'] {
  const version = (number: number, stage: Stage, more: Partial<TrendVersion> = {}): TrendVersion => ({
    version: versionNumber(String(number)),
    stage,
    aliases: [],
    createdAt: Date.UTC(2026, 10, number),
    runName: `run ${number}`,
    metrics: { auc: (80 + number) / 100, logloss: 1 / number },
    problem: null,
    ...more,
  });
  return {
    model: name,
    hasOlder: false,
    versions: [
      version(1, 'Archived'),
      version(2, 'Archived', { metrics: {}, runName: null, problem: 'It was registered without a source run.' }),
      version(3, 'Archived', { metrics: { auc: 'NaN', logloss: 0.5 } }),
      version(4, 'Production', { aliases: ['champion'] }),
      version(5, 'Staging', { aliases: ['challenger'] }),
      version(6, 'None'),
    ],
  };
}

/** The plot of every version, without a comparison. */
export function trendReport(): VersionsReport {
  return { schema: 1, at: 2, tookMs: 10, request: { kind: 'trend', model: name }, comparison: null, trend: flightsTrend() };
}

const MARKUP = '<img src=x onerror="window.attacked=1"><b>bold</b>\u202etxet\u202c';

/** Names, values and reasons that would be markup if anything took them for it. */
export function hostileVersionsReport(): VersionsReport {
  const hostile = modelName(MARKUP);
  const { comparison, ...report } = flightsVersionsReport({
    from: side('4', { name: hostile, aliases: [MARKUP], description: MARKUP, source: MARKUP, filesProblem: MARKUP, runProblem: MARKUP }),
    to: side('5', { name: modelName('other'), run: { id: MARKUP, name: MARKUP }, modelClass: MARKUP }),
    metrics: [{ name: MARKUP, from: 1, to: 2, difference: 'different', change: 1, relativeChange: 1 }],
    params: [text(MARKUP, MARKUP, 'x'.repeat(4000), 'different')],
    versionTags: [text(MARKUP, MARKUP, null, 'onlyFrom')],
    datasets: [{ name: MARKUP, context: MARKUP, fromDigest: MARKUP, toDigest: null, difference: 'onlyFrom' }],
    files: { isOneFolder: false, rows: [{ path: MARKUP, from: { size: 1, sha256: 'a' }, to: null, difference: 'unknown' }] },
    commit: { from: MARKUP, to: MARKUP, verdict: 'same' },
    signature: {
      verdict: 'different',
      inputs: [{ name: MARKUP, from: double(MARKUP, { type: MARKUP, detail: MARKUP }), to: null, difference: 'onlyFrom' }],
      outputs: [],
      params: [{ name: MARKUP, from: null, to: double(MARKUP, { type: MARKUP, detail: MARKUP }), difference: 'onlyTo' }],
    },
  });
  const versions = (report.trend?.versions ?? []).map(version => ({
    ...version,
    aliases: [MARKUP],
    runName: MARKUP,
    metrics: { [MARKUP]: 1 },
    problem: version.problem === null ? null : MARKUP,
  }));
  const request = {
    kind: 'compare' as const,
    from: { name: hostile, version: versionNumber('4') },
    to: { name: modelName('other'), version: versionNumber('5') },
  };
  return { ...report, request, comparison, trend: { model: hostile, hasOlder: true, versions } };
}
