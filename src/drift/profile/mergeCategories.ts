import { type CategoryProfile, NAMED_CATEGORIES } from './dataProfile';

/**
 * The counts of all parts together. Where a part counts some categories without names, a category that it does not name
 * may be one of them: it loses its name, so that every count that is told stays exact.
 */
export function mergeCategories(parts: readonly CategoryProfile[]): CategoryProfile {
  const counts = new Map<string, number>();
  for (const part of parts)
    part.names.forEach((name, k) => {
      counts.set(name, (counts.get(name) ?? 0) + (part.counts[k] ?? 0));
    });
  const poolingParts = parts.filter(({ pooled }) => pooled !== null).map(({ names }) => new Set(names));
  const known = [...counts].filter(([name]) => poolingParts.every(names => names.has(name)));
  const kept = mostFrequent(known);
  const rows = sumOf([...counts]) - sumOf(kept) + parts.reduce((sum, { pooled }) => sum + (pooled?.rows ?? 0), 0);
  const categories = counts.size - kept.length + parts.reduce((sum, { pooled }) => sum + (pooled?.categories ?? 0), 0);
  return {
    storage: 'categories',
    names: kept.map(([name]) => name),
    counts: kept.map(([, count]) => count),
    pooled: categories === 0 ? null : { rows, categories },
  };
}

type Counts = readonly (readonly [string, number])[];

/** In the order they came in. */
function mostFrequent(counts: Counts): Counts {
  if (counts.length <= NAMED_CATEGORIES) return counts;
  const least = counts.map(([, count]) => count).sort((a, b) => b - a)[NAMED_CATEGORIES] ?? 0;
  return counts.filter(([, count]) => count > least);
}

function sumOf(counts: Counts): number {
  return counts.reduce((sum, [, count]) => sum + count, 0);
}
