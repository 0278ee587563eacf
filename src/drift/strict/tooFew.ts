import { logChoose } from '../../numeric/logChoose';

/** Why so few values cannot be told apart: even complete separation would not be significant. Null if a test could tell. */
export function tooFew(reference: number, current: number, significance: number): string | null {
  const ways = reference === current ? 2 : 1;
  const smallest = Math.min(1, ways * Math.exp(-logChoose(reference + current, reference)));
  if (smallest <= significance) return null;
  return `${reference} and ${current} values are too few to tell: even the largest difference has p = ${smallest.toPrecision(2)}.`;
}
