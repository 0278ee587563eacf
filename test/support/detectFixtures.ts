import { type DetectorName } from '../../src/domain/detectorParameters';
import { readDetectorSetup, RIVER_VERSION } from '../../src/domain/detectorParameters';
import { type DetectReport } from '../../src/detect/contract';
import { detectChanges } from '../../src/detect/detectors/detectChanges';
import { randomNumbers } from './randomNumbers';
import { MADE_AT } from './reportFixtures';

/** Reports about concept drift: made streams, watched by the real detectors. */

interface Watched {
  readonly column: string;
  readonly path: string;
  readonly detector: DetectorName;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly values: readonly number[];
}

function watched({ column, path, detector, parameters = {}, values }: Watched): DetectReport {
  const setup = readDetectorSetup(detector, parameters);
  if (!setup.ok) throw new Error(setup.failure.message);
  const found = detectChanges({ values: Float64Array.from(values), setup: setup.value, seed: 42 });
  if (!found.ok) throw new Error(found.failure.message);
  const { detections, warnings, skipped } = found.value;
  return {
    schema: 1,
    data: { files: [{ path, sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }], rows: values.length },
    column,
    detector,
    parameters: setup.value.parameters,
    seed: detector === 'kswin' ? 42 : null,
    river: RIVER_VERSION,
    ...found.value,
    counts: { values: values.length - skipped, detections: detections.length, warnings: warnings.length },
    tookMs: 410,
    made: { at: MADE_AT, request: { data: path, column, detector, parameters, seed: null } },
  };
}

/** Late flights that a model did not foresee: 60,000 rows whose rate of errors rises twice, by HDDM-A. */
export function errorsReport(): DetectReport {
  const next = randomNumbers(5);
  const values = Array.from({ length: 60_000 }, (_, row) => (next() < (row < 24_000 ? 0.18 : row < 41_000 ? 0.24 : 0.33) ? 1 : 0));
  return watched({ column: 'wrong', path: 'data/flights-2001-06.parquet', detector: 'hddm_a', values });
}

/** 250,000 losses with a trend in the middle, by Page–Hinkley. */
export function trendReport(): DetectReport {
  const next = randomNumbers(2);
  const rows = 250_000;
  const values = Array.from({ length: rows }, (_, row) => next() * 3 + 4 * Math.min(1, Math.max(0, (row - 100_000) / 50_000)));
  return watched({
    column: 'absolute_error',
    path: 'predictions.parquet',
    detector: 'page_hinkley',
    parameters: { threshold: '400' },
    values,
  });
}

/** 900 losses with gaps and one step, by ADWIN with parameters of one's own. */
export function lossesReport(): DetectReport {
  const next = randomNumbers(8);
  const values = Array.from({ length: 900 }, (_, row) => (row % 50 < 3 ? NaN : next() + next() + (row < 500 ? 0 : 1.2)));
  return watched({ column: 'loss', path: 'losses.csv', detector: 'adwin', parameters: { clock: '8' }, values });
}

/** A stream without any change, by KSWIN. */
export function steadyReport(): DetectReport {
  const next = randomNumbers(3);
  const values = Array.from({ length: 400 }, () => next());
  return watched({ column: 'loss', path: 'losses.csv', detector: 'kswin', parameters: { alpha: '0.0001' }, values });
}

/** Names that try to be markup or to turn the text, and more changes than are listed. */
export function hostileDetectReport(): DetectReport {
  const name = '<img src=x onerror=alert(1)>\u202eevil\n[x](command:y)';
  const report = { ...lossesReport(), column: name };
  const data = { ...report.data, files: [{ path: `/data/${name}/<script>.csv`, sha256: '00' }] };
  return { ...report, data, counts: { ...report.counts, detections: 12_345 } };
}
