import { factorialRemainder } from './factorialRemainder';
import { log1pRemainder } from './log1pRemainder';

/** An urn of `total` balls, `marked` of them marked, of which `drawn` are drawn without putting them back. */
export interface Urn {
  readonly total: number;
  readonly marked: number;
  readonly drawn: number;
}

/**
 * How likely exactly `hits` drawn balls are marked, within 1e-12 relative into the tails: SciPy's
 * `hypergeom.pmf(hits, total, marked, drawn)`. A product of three binomial probabilities by their deviance
 * (Loader 2000), which does not cancel for large urns. O(1).
 */
export function hypergeometricPmf(hits: number, { total, marked, drawn }: Urn): number {
  if (hits < Math.max(0, drawn + marked - total) || hits > Math.min(marked, drawn)) return 0;
  const blank = total - marked;
  // Both products are exact up to 94 million balls.
  const gap = (hits * total - marked * drawn) / total;
  const share = { drawn: drawn / total, left: (total - drawn) / total };
  return Math.exp(
    logBinomial(hits, marked, { share, gap }) +
      logBinomial(drawn - hits, blank, { share, gap: -gap }) -
      logBinomial(drawn, total, { share, gap: 0 }),
  );
}

/** How likely at most `hits` drawn balls are marked: SciPy's `hypergeom.cdf`. O(√total) terms for most urns. */
export function hypergeometricCdf(hits: number, urn: Urn): number {
  const { total, marked, drawn } = urn;
  const mode = Math.floor(((marked + 1) * (drawn + 1)) / (total + 2));
  return hits > mode ? 1 - upperSum(hits + 1, urn) : lowerSum(hits, urn);
}

/** How likely more than `hits` drawn balls are marked: SciPy's `hypergeom.sf`. O(√total) terms for most urns. */
export function hypergeometricSurvival(hits: number, urn: Urn): number {
  const { total, marked, drawn } = urn;
  const mode = Math.floor(((marked + 1) * (drawn + 1)) / (total + 2));
  return hits < mode ? 1 - lowerSum(hits, urn) : upperSum(hits + 1, urn);
}

/** The tail from `hits` down, by the ratio of neighbours: its terms only shrink. */
function lowerSum(hits: number, { total, marked, drawn }: Urn): number {
  const from = Math.min(hits, marked, drawn);
  let term = hypergeometricPmf(from, { total, marked, drawn });
  let sum = term;
  for (let k = from; term > sum * 1e-18; k--) {
    term *= (k * (total - marked - drawn + k)) / ((marked - k + 1) * (drawn - k + 1));
    sum += term;
  }
  return Math.min(1, sum);
}

/** The tail from `hits` up is the lower tail of the balls that are not marked. */
function upperSum(hits: number, { total, marked, drawn }: Urn): number {
  return lowerSum(drawn - Math.max(hits, 0, drawn + marked - total), { total, marked: total - marked, drawn });
}

interface Chance {
  readonly share: { readonly drawn: number; readonly left: number };
  /** Hits less those expected. */
  readonly gap: number;
}

/** log of C(n, k) p^k (1 - p)^(n - k), p being the share that is drawn. */
function logBinomial(k: number, n: number, { share, gap }: Chance): number {
  if (n === 0) return 0;
  if (k === 0) return n * logShare(share.left, share.drawn);
  if (k === n) return n * logShare(share.drawn, share.left);
  const deviance = k * log1pRemainder(-gap / k) + (n - k) * log1pRemainder(gap / (n - k));
  const scale = Math.log((2 * Math.PI * k * (n - k)) / n) / 2;
  return factorialRemainder(n) - factorialRemainder(k) - factorialRemainder(n - k) - deviance - scale;
}

/** The logarithm of a share, from what it lacks of 1 where that is little. */
function logShare(share: number, rest: number): number {
  return rest < 0.5 ? Math.log1p(-rest) : Math.log(share);
}
