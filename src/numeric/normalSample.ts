import { type SeededRandom } from './seededRandom';

/** One draw from the standard normal distribution, by Box and Muller (1958), from two 32-bit numbers. */
export function normalSample(random: SeededRandom): number {
  const radius = Math.sqrt(-2 * Math.log((random.uint32() + 1) * 2 ** -32));
  return radius * Math.cos(random.uint32() * (2 ** -31 * Math.PI));
}
