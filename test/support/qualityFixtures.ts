import { type QualityReport, type QualityRequest } from '../../src/quality/contract';
import { computeQuality } from '../../src/quality/computeQuality';
import { type QualityColumns } from '../../src/quality/qualityTask';
import { type CategoryColumn, type NumericColumn } from '../../src/domain/column';
import { dataSourceText } from '../../src/domain/dataSource';
import { randomNumbers } from './randomNumbers';

/** Quality reports of made flights: computed as the product computes them, so that every figure fits every other. */

const MADE_AT = Date.UTC(2026, 5, 18, 9, 30);
const DAY = 86_400_000;

export function numbers(name: string, values: readonly number[], kind: NumericColumn['kind'] = 'double'): NumericColumn {
  return { name, storage: 'numbers', kind, values: Float64Array.from(values), missing: values.filter(Number.isNaN).length };
}

export function texts(name: string, values: readonly (string | null)[]): CategoryColumn {
  const categories = [...new Set(values.filter(value => value !== null))];
  const codes = Int32Array.from(values, value => (value === null ? -1 : categories.indexOf(value)));
  return { name, storage: 'codes', codes, categories, missing: values.filter(value => value === null).length };
}

export function qualityRequest(more: Partial<QualityRequest> = {}): QualityRequest {
  return {
    reference: 'data/january.parquet',
    current: 'data/june.parquet',
    target: 'late',
    prediction: null,
    probabilities: ['score'],
    positive: null,
    time: null,
    windows: { kind: 'chunks', count: 10 },
    task: null,
    estimate: false,
    features: null,
    rounds: 200,
    seed: 0,
    ...more,
  };
}

/** A report as the service makes it of these columns. */
export function computedReport(request: QualityRequest, reference: QualityColumns, current: QualityColumns): QualityReport {
  const computed = computeQuality({ request, reference, current });
  if (!computed.ok) throw new Error(computed.failure.message);
  const side = (path: string, { prediction, probabilities }: QualityColumns) => {
    const column = prediction ?? probabilities[0];
    const rows = column === undefined ? 0 : column.storage === 'codes' ? column.codes.length : column.values.length;
    return { files: [{ path, sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }], rows };
  };
  return {
    schema: 1,
    reference: side(dataSourceText(request.reference), reference),
    current: side(dataSourceText(request.current), current),
    ...computed.value,
    tookMs: 812,
    made: { at: MADE_AT, request },
  };
}

interface Made {
  readonly seed: number;
  readonly rows: number;
  readonly begins: number;
  /** How much of the score is noise. */
  readonly noise: number;
  readonly labelled: boolean;
  readonly origins: readonly string[];
}

function madeFlights({ seed, rows, begins, noise, labelled, origins }: Made): QualityColumns {
  const random = randomNumbers(seed);
  const all = Array.from({ length: rows }, (_, row) => {
    const chance = random();
    const score = Math.min(1, Math.max(0, chance + noise * (random() - 0.5)));
    return {
      at: begins + (row * 30 * DAY) / rows,
      late: random() < chance ? 1 : 0,
      score,
      hour: Math.floor(random() * 24),
      origin: origins[Math.floor(random() * origins.length)] ?? null,
    };
  });
  return {
    target: labelled
      ? numbers(
          'late',
          all.map(({ late }) => late),
          'integer',
        )
      : null,
    prediction: null,
    probabilities: [
      numbers(
        'score',
        all.map(({ score }) => score),
      ),
    ],
    time: numbers(
      'departure',
      all.map(({ at }) => at),
      'datetime',
    ),
    features: [
      numbers(
        'hour',
        all.map(({ hour }) => hour),
        'integer',
      ),
      texts(
        'origin',
        all.map(({ origin }) => origin),
      ),
    ],
  };
}

const ORIGINS = ['ATL', 'ORD', 'DFW', 'LAX'];

/** Flights whose scores became worse in June. */
export function flightsQualityReport(options: { labelled?: boolean; origins?: readonly string[] } = {}): QualityReport {
  const { labelled = true, origins = ORIGINS } = options;
  const request = qualityRequest({ time: 'departure', windows: { kind: 'period', period: 'week' }, estimate: true });
  const january = madeFlights({ seed: 1, rows: 2000, begins: Date.UTC(2026, 0, 1), noise: 0.3, labelled: true, origins });
  const june = madeFlights({ seed: 2, rows: 1500, begins: Date.UTC(2026, 5, 1), noise: 1.4, labelled, origins });
  return computedReport(request, january, june);
}

/** Three classes whose names, and those of a feature's values, come from outside. */
export function namedQualityReport(names: readonly [string, string, string]): QualityReport {
  const request = qualityRequest({ target: names[0], prediction: 'said', probabilities: [], rounds: 20 });
  const side = (seed: number): QualityColumns => {
    const random = randomNumbers(seed);
    const drawn = Array.from({ length: 120 }, () => names[Math.floor(random() * 3)] ?? null);
    return {
      target: texts(names[0], drawn),
      prediction: texts(
        'said',
        drawn.map(name => (random() < 0.7 ? name : (names[Math.floor(random() * 3)] ?? null))),
      ),
      probabilities: [],
      time: null,
      features: [texts(names[1], drawn)],
    };
  };
  return computedReport(request, side(3), side(4));
}

/** Delays in minutes. */
export function delaysQualityReport(): QualityReport {
  const side = (seed: number, bias: number): QualityColumns => {
    const random = randomNumbers(seed);
    const delays = Array.from({ length: 400 }, () => 60 * random() - 10);
    const said = delays.map(delay => delay + bias + 8 * (random() - 0.5));
    return { target: numbers('delay', delays), prediction: numbers('said', said), probabilities: [], time: null, features: [] };
  };
  return computedReport(qualityRequest({ target: 'delay', prediction: 'said', probabilities: [] }), side(5, 0), side(6, 4));
}
