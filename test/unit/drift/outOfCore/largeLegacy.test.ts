import { afterAll, describe, expect, it } from 'vitest';
import { type DriftMethod } from '../../../../src/domain/driftMethod';
import { type DriftColumn, type DriftReport, type DriftRequest } from '../../../../src/drift/contract';
import { normal, randomNumbers } from '../../../support/randomNumbers';
import { TableFolder } from '../../data/tables';
import { limitedReport } from './limitedReport';
import { expectSame, table } from './sameColumns';

const folder = new TableFolder();
afterAll(() => folder.remove());

type Files = Pick<DriftRequest, 'reference' | 'current'>;

async function expectAsInMemory(files: Files, more: Partial<DriftRequest> = {}): Promise<DriftReport> {
  const legacy = { profile: 'evidently-legacy', ...more } as const;
  const held = await limitedReport(folder, files, {}, undefined, legacy);
  const streamed = await limitedReport(folder, files, {}, 0, legacy);
  held.columns.forEach((column, k) => expectSame(streamed.columns[k] as DriftColumn, column));
  expect(streamed.dataset).toEqual(held.dataset);
  return streamed;
}

/** Infinite values of both signs, with and without missing ones, in one side or both, and few values beside them. */
function infinities(rows: number, seed: number): string {
  const random = randomNumbers(seed);
  const line = (row: number): string =>
    [
      row < 3 ? 'inf' : normal(random),
      row < 2 ? '-inf' : row < 5 ? 'inf' : Math.floor(random() * 3) + 0.5,
      row === 0 ? 'inf' : row === 1 ? '' : normal(random),
      seed === 1 ? 'inf' : normal(random),
      seed !== 1 && row === 0 ? 'inf' : normal(random),
      row === 0 ? 1.7976931348623157e308 : row < 3 ? 'inf' : row === 3 ? -1.7976931348623157e308 : row < 6 ? '-inf' : normal(random),
      row % 2 === 0 ? 'inf' : '-inf',
      Math.floor(random() * 4) / 3,
      Math.floor(random() * 4),
    ].join(',');
  return `up,both,missing,reference,current,largest,only,share,few\n${Array.from({ length: rows }, (_, row) => line(row)).join('\n')}\n`;
}

describe("Evidently's old table of columns that do not fit in memory", () => {
  it.each([
    [300, 200],
    [1001, 700],
    [12, 3],
  ])('%i and %i rows give the same report as in memory', async (before, after) => {
    await expectAsInMemory({ reference: folder.write(table(before, 1)), current: folder.write(table(after, 9)) });
  });

  it.each([
    [400, 300],
    [1200, 900],
  ])('infinite values of %i and %i rows stay in, as in memory', async (before, after) => {
    const files = { reference: folder.write(infinities(before, 1)), current: folder.write(infinities(after, 2)) };
    const roles = { target: 'few', prediction: 'share' };
    const { columns } = await expectAsInMemory(files, { roles });
    expect(columns.find(({ name }) => name === 'up')).toMatchObject(
      before > 1000
        ? { method: 'wasserstein', score: null, drifted: false }
        : { method: 'ks', status: 'ok', quality: { reference: { infinite: 3 } } },
    );
    expect(columns.find(({ name }) => name === 'missing')?.reason).toMatch(/^Infinite values are left out: 1 /);
    expect(['few', 'share'].map(wanted => columns.find(({ name }) => name === wanted)?.type)).toEqual(['categorical', 'numeric']);
  });

  it.each(['ks', 'mannw', 'cramer_von_mises', 'psi', 'jensenshannon', 'hellinger', 'es', 'ed', 't_test'] satisfies DriftMethod[])(
    'and so by the test %s',
    async method => {
      const files = { reference: folder.write(infinities(60, 1)), current: folder.write(infinities(70, 2)) };
      await expectAsInMemory(files, { methods: { numeric: method } });
    },
  );

  it('windows over infinite values that stay in need them in memory', async () => {
    const rows = (seed: number): string =>
      `when,x\n${Array.from({ length: 40 }, (_, row) => `2024-01-${String(1 + (row % 20)).padStart(2, '0')},${row === 0 ? 'inf' : (row * seed) % 17}`).join('\n')}\n`;
    const files = { reference: folder.write(rows(3)), current: folder.write(rows(5)) };
    const more = { profile: 'evidently-legacy', roles: { time: 'when' }, window: { period: 'week' } } as const;
    const { columns } = await limitedReport(folder, files, {}, 0, more);
    expect(columns.find(({ name }) => name === 'x')).toMatchObject({ status: 'not_computable', score: null });
    expect(columns.find(({ name }) => name === 'x')?.reason).toMatch(/windows with their infinite values.*leave the windows out/);
  });
});
