import { expect, test } from 'vitest';
import { breathe, isOutOfBreath } from '../../../src/platform/breather';

/** Keeps the thread busy for some milliseconds. */
function work(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

/** The names of those who worked, a list for each turn of the event loop. */
async function turnsOf(workers: readonly string[], pieces: number): Promise<readonly (readonly string[])[]> {
  const turns: string[][] = [[]];
  let isOver = false;
  const turn = (): void => {
    turns.push([]);
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  const run = async (name: string): Promise<void> => {
    for (let piece = 0; piece < pieces; piece++) {
      work(2);
      turns.at(-1)?.push(name);
      if (isOutOfBreath()) await breathe();
    }
  };
  await Promise.all(workers.map(run));
  isOver = true;
  return turns.filter(names => names.length > 0);
}

test('all work together has one short time in each turn', async () => {
  const turns = await turnsOf(['a', 'b', 'c'], 12);
  expect(turns.flat()).toHaveLength(36);
  // 6 ms hold three pieces of 2 ms, and one that began before they were over; each newcomer brings its first one along.
  expect(Math.max(...turns.slice(1).map(names => names.length))).toBeLessThanOrEqual(4);
  expect(turns.length).toBeGreaterThanOrEqual(9);
});

test('whoever waited longest is next: nobody waits for another to end', async () => {
  const names = (await turnsOf(['a', 'b'], 12)).flat();
  const half = names.slice(0, names.length / 2);
  expect(half).toContain('a');
  expect(half).toContain('b');
});

test('a little work waits for nothing', async () => {
  // A turn of its own: what worked before may have used this one up.
  await new Promise(resolve => setImmediate(resolve));
  expect(isOutOfBreath()).toBe(false);
});
