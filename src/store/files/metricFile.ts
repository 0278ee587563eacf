import { readFile } from 'node:fs/promises';
import { type MetricPoint } from '../../domain/run';

/**
 * The values in a metric's file, one a line: time, value and, since MLflow 1.0, step. In MLflow's order: by time, step and
 * value. Lines that are none are passed over. Null if there is no such file.
 */
export async function readMetricFile(file: string): Promise<readonly MetricPoint[] | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const points = text.split('\n').flatMap(line => parseLine(line) ?? []);
  return points.sort((a, b) => a.timestamp - b.timestamp || a.step - b.step || compareValues(a.value, b.value));
}

/** The latest: of the highest step, then the latest time, then the greatest value. */
export function latestPoint(points: readonly MetricPoint[]): MetricPoint | null {
  return points.reduce<MetricPoint | null>((latest, point) => (latest === null || isLater(point, latest) ? point : latest), null);
}

function isLater(a: MetricPoint, b: MetricPoint): boolean {
  return (a.step - b.step || a.timestamp - b.timestamp || compareValues(a.value, b.value)) > 0;
}

/** NaN counts as 0, as in MLflow's database. */
function compareValues(a: number, b: number): number {
  const [left, right] = [Number.isNaN(a) ? 0 : a, Number.isNaN(b) ? 0 : b];
  return left === right ? 0 : left < right ? -1 : 1;
}

function parseLine(line: string): MetricPoint | null {
  const [timestamp, value, step = '0'] = line.trim().split(/\s+/);
  if (timestamp === undefined || value === undefined || !/^-?\d+$/.test(timestamp) || !/^-?\d+$/.test(step)) return null;
  const number = parseValue(value);
  return number === undefined ? null : { timestamp: Number(timestamp), value: number, step: Number(step) };
}

/** As Python writes numbers. */
function parseValue(text: string): number | undefined {
  const name = /^(-?)(nan|inf(?:inity)?)$/i.exec(text);
  if (name !== null) return name[2]?.toLowerCase() === 'nan' ? NaN : name[1] === '-' ? -Infinity : Infinity;
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
}
