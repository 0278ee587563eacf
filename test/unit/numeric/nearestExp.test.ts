import { expect, it } from 'vitest';
import { nearestExp } from '../../../src/numeric/nearestExp';

// Rounded from 40 digits; where Math.exp of some engines is one digit off.
it.each([
  [0, 1],
  [1, 2.718281828459045],
  [-1, 0.36787944117144233],
  [0.5, 1.6487212707001282],
  [-0.1, 0.9048374180359595],
  [10, 22026.465794806718],
  [-36.5, 1.4068617124461467e-16],
  [100, 2.6881171418161356e43],
])('e^%d is the nearest double', (x, expected) => expect(nearestExp(x)).toBe(expected));

it('agrees with Math.exp but for the last digit', () => {
  for (let x = -699; x < 700; x += 0.37) expect(Math.abs(nearestExp(x) / Math.exp(x) - 1)).toBeLessThan(5e-16);
  expect([nearestExp(Infinity), nearestExp(-Infinity), nearestExp(NaN), nearestExp(-800)]).toEqual([Infinity, 0, NaN, 0]);
});
