import { type Distribution } from '../../domain/distribution';

type Fields = Readonly<Record<string, unknown>>;

const BINS = 20;
const SHOWN_CATEGORIES = 30;

/**
 * The two small distributions of Evidently's old table over the same bins. It cuts each side's range by itself and keeps
 * densities: here their shares are spread over bins of equal width, as if each of its bins were even. Undefined if the file
 * has none.
 */
export function smallDistribution(reference: Fields, current: Fields): Distribution | undefined {
  const sides = [histogramOf(reference), histogramOf(current)] as const;
  if (sides[0] !== null && sides[1] !== null) return numeric(sides[0], sides[1]);
  const counts = [countsOf(reference), countsOf(current)] as const;
  return counts[0] !== null && counts[1] !== null ? categorical(counts[0], counts[1]) : undefined;
}

interface Histogram {
  readonly edges: readonly number[];
  readonly heights: readonly number[];
}

function histogramOf({ x, y }: Fields): Histogram | null {
  if (!areNumbers(x) || !areNumbers(y) || y.length === 0 || x.length !== y.length + 1) return null;
  return { edges: x, heights: y };
}

function numeric(reference: Histogram, current: Histogram): Distribution | undefined {
  const all = [...reference.edges, ...current.edges];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  if (!(high > low)) return undefined;
  const edges = Array.from({ length: BINS + 1 }, (_, index) => low + ((high - low) * index) / BINS);
  const summary = { reference: null, current: null };
  return { kind: 'numeric', edges, reference: sharesWithin(reference, edges), current: sharesWithin(current, edges), summary };
}

function sharesWithin({ edges, heights }: Histogram, bins: readonly number[]): number[] {
  return bins.slice(0, -1).map((from, bin) => {
    const to = bins[bin + 1] ?? from;
    return heights.reduce((sum, height, index) => {
      const overlap = Math.min(to, edges[index + 1] ?? from) - Math.max(from, edges[index] ?? to);
      return sum + Math.max(0, overlap) * height;
    }, 0);
  });
}

function countsOf({ x, y }: Fields): ReadonlyMap<string, number> | null {
  if (!Array.isArray(x) || !areNumbers(y) || x.length !== y.length) return null;
  return new Map(x.map((category: unknown, index) => [String(category), y[index] ?? 0]));
}

function categorical(reference: ReadonlyMap<string, number>, current: ReadonlyMap<string, number>): Distribution {
  const names = [...new Set([...reference.keys(), ...current.keys()])];
  const rows = names
    .map(name => ({ name, reference: reference.get(name) ?? 0, current: current.get(name) ?? 0 }))
    .toSorted((a, b) => b.reference + b.current - a.reference - a.current);
  const [shown, rest] = [rows.slice(0, SHOWN_CATEGORIES), rows.slice(SHOWN_CATEGORIES)];
  return {
    kind: 'categorical',
    categories: shown.map(row => row.name),
    reference: shown.map(row => row.reference),
    current: shown.map(row => row.current),
    other: { reference: rest.reduce((sum, row) => sum + row.reference, 0), current: rest.reduce((sum, row) => sum + row.current, 0) },
    added: rows.filter(row => row.reference === 0).map(row => row.name),
    vanished: rows.filter(row => row.current === 0).map(row => row.name),
  };
}

function areNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(item => typeof item === 'number' && Number.isFinite(item));
}
