import { type MetricPoint } from '../domain/run';

/** Equal parts of a range: part `b` begins at `edges[b]` and ends before `edges[b + 1]`. */
type Edges = readonly number[];

/**
 * Thins a metric's values for a plot of about so many points: cuts them into equal parts of the range of their steps and
 * keeps of each part its lowest and highest value and its first NaN, besides the first and last of all. Values that share
 * so few steps that each would be one part are cut by their place in the order instead. Nothing is thinned that has no
 * more values than asked for.
 * @param points in the order of steps, then of time and value.
 */
export function thinSeries(points: readonly MetricPoint[], wanted: number): readonly MetricPoint[] {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length <= wanted || first === undefined || last === undefined) return points;
  const edges = partEdges({ first: first.step, last: last.step }, wanted);
  return edges === null ? thinByPlace(points, wanted) : thinByStep(points, edges);
}

/** The parts of a range of steps; null if it has fewer steps than parts. */
export function partEdges(steps: { readonly first: number; readonly last: number }, wanted: number): Edges | null {
  const span = steps.last - steps.first + 1;
  const parts = partCount(wanted);
  if (span < parts) return null;
  const edges = Array.from({ length: parts }, (_, part) => steps.first + Math.floor((span * part) / parts));
  return [...edges, Infinity];
}

/** The first of the lowest values, the first of the highest and the first NaN among `points[from…to - 1]`, by their places. */
export function placesOfExtremes(points: readonly MetricPoint[], from = 0, to = points.length): number[] {
  const found = { low: -1, high: -1, nan: -1 };
  for (let at = from; at < to; at++) {
    const value = valueAt(points, at);
    if (Number.isNaN(value)) {
      if (found.nan === -1) found.nan = at;
      continue;
    }
    if (found.low === -1 || value < valueAt(points, found.low)) found.low = at;
    if (found.high === -1 || value > valueAt(points, found.high)) found.high = at;
  }
  return [found.low, found.high, found.nan].filter(at => at !== -1);
}

function thinByStep(points: readonly MetricPoint[], edges: Edges): MetricPoint[] {
  const kept = [0, points.length - 1];
  let from = 0;
  for (const edge of edges.slice(1)) {
    let to = from;
    while (to < points.length && (points[to]?.step ?? Infinity) < edge) to++;
    kept.push(...placesOfExtremes(points, from, to));
    from = to;
  }
  return atPlaces(points, kept);
}

function thinByPlace(points: readonly MetricPoint[], wanted: number): MetricPoint[] {
  const parts = partCount(wanted);
  const place = (part: number): number => Math.floor((points.length * part) / parts);
  const kept = Array.from({ length: parts }, (_, part) => placesOfExtremes(points, place(part), place(part + 1)));
  return atPlaces(points, [0, ...kept.flat(), points.length - 1]);
}

/** Two points a part, and the two ends. */
function partCount(wanted: number): number {
  return Math.max(1, Math.floor((wanted - 2) / 2));
}

function valueAt(points: readonly MetricPoint[], at: number): number {
  return points[at]?.value ?? NaN;
}

function atPlaces(points: readonly MetricPoint[], places: readonly number[]): MetricPoint[] {
  return [...new Set(places)].sort((a, b) => a - b).flatMap(at => points[at] ?? []);
}
