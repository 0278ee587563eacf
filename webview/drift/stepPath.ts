import { type Scale } from '../kit/scale';

/** The outline of a histogram as an SVG path: up, along and down each bin, from the base line and back to it. */
export function stepPath(edges: readonly number[], heights: readonly number[], scales: { x: Scale; y: Scale; base: number }): string {
  const { x, y, base } = scales;
  const parts = heights.map((height, index) => {
    const top = round(height > 0 ? y(height) : base);
    return `L${round(x(edges[index] ?? 0))} ${top}L${round(x(edges[index + 1] ?? 0))} ${top}`;
  });
  return `M${round(x(edges[0] ?? 0))} ${round(base)}${parts.join('')}L${round(x(edges.at(-1) ?? 0))} ${round(base)}`;
}

/** A curve through points. */
export function linePath(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
}

/** A curve through points that stops where one is missing and begins anew after it. */
export function brokenPath(points: readonly (readonly [number, number] | null)[]): string {
  const parts = points.map((point, index) => {
    if (point === null) return '';
    return `${(points[index - 1] ?? null) === null ? 'M' : 'L'}${round(point[0])} ${round(point[1])}`;
  });
  return parts.join('');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
