import { type Column } from '../../src/domain/column';
import { compareColumn } from '../../src/drift/compareColumn';
import { type ColumnQuality } from '../../src/domain/columnQuality';
import { type ColumnWindow } from '../../src/domain/columnWindow';
import { type DriftColumn, type DriftReport } from '../../src/drift/contract';
import { driftReport, flightsDriftReport, MADE_AT } from './reportFixtures';

/** Fixtures of drift reports with all that the newest reports have: windows, noise, inputs, quality, strict verdicts. */

const DAY = 86_400_000;

/** The flights with everything a report can say of a column. */
export function richDriftReport(): DriftReport {
  const flights = flightsDriftReport();
  const columns = flights.columns.map((column, index) => (column.score === null ? column : rich(column, index)));
  return { ...flights, columns };
}

/** The same columns decided by the profile strict. */
export function strictDriftReport(): DriftReport {
  const columns = richDriftReport().columns.map((column): DriftColumn => {
    if (column.score === null) return column;
    const drifted = column.drifted === true;
    return {
      ...column,
      method: column.type === 'numeric' ? 'ks' : 'chisquare',
      score: drifted ? 1e-14 : 0.31,
      threshold: 0.05,
      severity: drifted ? 10.76 : 0.39,
      noise: 0.05,
      withinNoise: !drifted,
      strict: {
        adjustedP: drifted ? 4e-14 : 0.62,
        effect: { name: column.type === 'numeric' ? 'Cliff’s delta' : 'Cramér’s V', value: drifted ? 0.34 : 0.01, threshold: 0.1 },
        direction: column.type === 'numeric' && drifted ? 'higher' : null,
      },
    };
  });
  return driftReport(columns, { profile: 'strict' });
}

/** The flights with their times of departure: each hour of a week, and of the next one without two hours; and with duplicates. */
export function datedDriftReport(): DriftReport {
  const hour = 3_600_000;
  const times = (start: number, left: readonly number[]): Column => {
    const values = Array.from({ length: 168 }, (_, k) => k).filter(k => !left.includes(k));
    const kept = Float64Array.from(values, k => start + k * hour);
    return { name: 'departed', storage: 'numbers', kind: 'datetime', values: kept, missing: 0, pandas: { dtype: 'datetime64[us]' } };
  };
  const departed = compareColumn({
    name: 'departed',
    role: 'feature',
    type: null,
    reference: times(Date.UTC(2024, 0, 1), []),
    current: times(Date.UTC(2024, 0, 8), [58, 59]),
    fileType: 'TIMESTAMP',
  });
  const report = flightsDriftReport();
  return {
    ...report,
    columns: [...report.columns, departed],
    duplicates: {
      reference: { rows: 12, share: 0.004, copies: [{ name: 'origin', copyOf: 'dest<b>' }], reason: null },
      current: { rows: null, share: null, copies: null, reason: 'No room.' },
    },
  };
}

function rich(column: DriftColumn, index: number): DriftColumn {
  const noisy = column.name === 'origin';
  return {
    ...column,
    noise: noisy ? 0.1312 : 0.0094,
    withinNoise: noisy,
    importance: [0.412, 0.02, 0.233, 0.12, 0.098, 0.31, 0.44, 0.004][index] ?? 0.001,
    inputs: [
      { name: 'Reference values', value: column.reference.count },
      { name: 'Current values', value: column.current.count },
      { name: 'Bins', value: 24 },
      { name: 'Path', value: 'exact distance of both sorted sides' },
    ],
    quality: { reference: quality(column.reference, 'ORD'), current: quality(column.current, 'ATL') },
    windows: windows(column),
    ...(column.name === 'dep_hour'
      ? { defects: ['Evidently measures the one-sided alternative only: a fall of the values is not found.'] }
      : {}),
  };
}

function quality({ count, missing, unique }: DriftColumn['reference'], commonest: string): ColumnQuality {
  return {
    rows: count + missing,
    missing,
    infinite: 3,
    zeros: 1_204,
    unique: unique ?? 0,
    commonest: { value: commonest, count: Math.round(count * 0.06) },
    almostConstant: false,
  };
}

/** Twelve windows of a week each; the score rises past its threshold in the seventh where the column drifted. */
function windows(column: DriftColumn): ColumnWindow[] {
  const summary = column.distribution?.kind === 'numeric' ? column.distribution.summary : null;
  const [score, threshold] = [column.score ?? 0, column.threshold ?? 0.1];
  return Array.from({ length: 12 }, (_, week) => {
    const empty = week === 4;
    const at = empty ? null : score * (0.2 + week / 9);
    return {
      from: MADE_AT - (12 - week) * 7 * DAY,
      to: MADE_AT - (11 - week) * 7 * DAY,
      count: empty ? 0 : 42_000 + week * 37,
      score: at,
      drifted: at === null ? null : at >= threshold,
      noise: at === null ? null : threshold * 1.5,
      withinNoise: at === null ? null : at <= threshold * 1.5,
      reason: empty ? 'No rows in this window.' : null,
      mean: summary?.current && !empty ? summary.current.mean * (0.8 + week / 40) : null,
      standardDeviation: summary?.current && !empty ? summary.current.standardDeviation : null,
    };
  });
}

/** A wide report with all detail: what a thousand columns of real data keep. */
export function wideRichReport(report: DriftReport): DriftReport {
  return { ...report, columns: report.columns.map(rich) };
}
