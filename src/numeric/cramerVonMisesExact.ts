/** How often each value of the statistic occurs among the paths to a lattice point. */
type Frequencies = ReadonlyMap<number, number>;

/**
 * The exact p-value of the two-sample Cramér–von Mises test: the share of the C(n + m, n) orders of the two samples whose
 * statistic is at least as large. The frequency tables of Xiao, Gordon & Yakovlev (2006), algorithm 1: SciPy 1.17's
 * `cramervonmises_2samp(…, method="exact").pvalue`. With ties it takes the midranks' statistic, as SciPy does. For up to
 * about 20 values each: every count is a whole number below 2^53 there.
 *
 * @param cramer Anderson's U
 */
export function cramerVonMisesExact(cramer: number, n: number, m: number): number {
  const pairs = n * m;
  const multiple = pairs / greatestCommonDivisor(n, m);
  const scaled = multiple * multiple * (n + m) * (6 * cramer - pairs * (4 * pairs - 1));
  const threshold = floorQuotient(scaled, 6 * pairs * pairs);
  const frequencies = statisticFrequencies(n, m, multiple);
  let atLeast = 0;
  let all = 0;
  frequencies.forEach((count, statistic) => {
    all += count;
    if (statistic >= threshold) atLeast += count;
  });
  return atLeast / all;
}

/** Walks the lattice row by row: a path's statistic grows at each point by the squared gap of the two distribution functions. */
function statisticFrequencies(n: number, m: number, multiple: number): Frequencies {
  const stepA = multiple / n;
  const stepB = multiple / m;
  let row: Frequencies[] = [new Map([[0, 1]]), ...Array.from({ length: n }, () => new Map<number, number>())];
  for (let u = 0; u <= m; u++) {
    let before: Frequencies = new Map();
    row = row.map((above, v) => (before = shifted(above, before, (stepA * v - stepB * u) ** 2)));
  }
  return row[n] ?? new Map();
}

/** The sum of two tables with every value moved up. */
function shifted(a: Frequencies, b: Frequencies, by: number): Frequencies {
  const result = new Map<number, number>();
  for (const table of [a, b]) {
    table.forEach((count, statistic) => {
      const moved = statistic + by;
      result.set(moved, (result.get(moved) ?? 0) + count);
    });
  }
  return result;
}

/** The floor of a / b > 0 exactly, as Python's `//`: dividing first may round up to the next whole number. */
function floorQuotient(a: number, b: number): number {
  const rest = a % b;
  return Math.round((a - rest) / b) - (rest < 0 ? 1 : 0);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
