/** Maps a value of the data to a position in pixels. */
export type Scale = (value: number) => number;

/** A straight line from domain to range. An empty domain maps to the middle of the range. */
export function linearScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [low, high] = domain;
  const [from, to] = range;
  if (high === low) return () => (from + to) / 2;
  return value => from + ((value - low) / (high - low)) * (to - from);
}

/** Logarithmic; what is not above zero lands on the low end. */
export function logScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const line = linearScale([Math.log10(domain[0]), Math.log10(domain[1])], range);
  return value =>
    value > 0 ? Math.max(Math.min(range[0], range[1]), Math.min(Math.max(range[0], range[1]), line(Math.log10(value)))) : range[0];
}

/** The domain made wider by a part of its length at each end; a single point becomes a range around it. */
export function padded(low: number, high: number, part: number): [number, number] {
  const pad = high > low ? (high - low) * part : Math.abs(low) * part || part;
  return [low - pad, high + pad];
}
