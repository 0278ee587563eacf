import { afterAll, describe, expect, it } from 'vitest';
import { type DriftReport, type DriftRequest } from '../../../../src/drift/contract';
import { normal, randomNumbers } from '../../../support/randomNumbers';
import { TableFolder } from '../../data/tables';
import { expectSameWindows } from './expectSameWindows';
import { limitedReport, type Reported } from './limitedReport';

const folder = new TableFolder();
afterAll(() => folder.remove());
const report = (...given: Reported): Promise<DriftReport> => limitedReport(folder, ...given);

const START = Date.parse('2023-11-20T07:30:00Z');
const HOUR = 3_600_000;
const CURRENT_ROWS = 1500;

/** Times of all ways that text has, some of none, out of order; and the same as numbers of several units. */
function table(rows: number, seed: number): string {
  const random = randomNumbers(seed);
  const line = (row: number): string => {
    const time = START + Math.floor((row / rows) * 150 * 24 * HOUR) + Math.floor((random() - 0.5) * 40 * HOUR);
    const iso = new Date(time).toISOString();
    const text = [
      iso,
      iso.slice(0, 10),
      ` ${iso.slice(0, 16)}`,
      `${iso.slice(0, 19)}+05:30`,
      `${iso.slice(0, 19).replace('T', ' ')} -0230`,
      `${iso.slice(0, 16)}-03`,
      `${iso.slice(0, 22)}`,
      '2024-02-30',
      '2024-01-01T24:00',
      'soon',
      '',
    ][Math.floor(random() * 11)];
    const late = row > rows * 0.6 ? seed / 9 : 0;
    return [
      text,
      random() < 0.05 ? '' : time / 1000,
      random() < 0.05 ? 'inf' : time,
      `${time}000`,
      normal(random) + late,
      Math.round(normal(random) * 8),
      random() < 0.1 ? '' : Math.floor(random() * 9000),
      random() < 0.5 + late / 4,
      `level ${Math.floor(random() * random() * 12) + Math.round(late)}`,
      random() < 0.05 ? '' : ['\u{10000}', '\uffee', 'é', 'z'][row % 4],
      random() < 0.01 ? '-inf' : normal(random),
      row > rows / 3 && row < rows / 2 ? '' : random() * 50,
    ].join(',');
  };
  const names = 'text,seconds,milliseconds,microseconds,normal,whole,gaps,truth,level,points,infinite,absent';
  return `${names}\n${Array.from({ length: rows }, (_, row) => line(row)).join('\n')}\n`;
}

describe('windows of columns that do not fit in memory', () => {
  const files = { reference: folder.write(table(1000, 1)), current: folder.write(table(CURRENT_ROWS, 9)) };
  const types: DriftRequest['types'] = { level: 'categorical', points: 'categorical' };

  async function expectSame(more: Partial<DriftRequest>, limit = 0): Promise<DriftReport> {
    const [held, walked] = [await report(files, types, undefined, more), await report(files, types, limit, more)];
    // Texts are compared by a classifier, which needs them in memory.
    const parted = held.columns.filter(({ windows, type }) => windows !== undefined && type !== 'text');
    expect(parted.length).toBeGreaterThan(more.columns === undefined ? 6 : 0);
    for (const column of parted)
      expectSameWindows(
        walked.columns.find(({ name }) => name === column.name),
        column,
      );
    const reasons = ({ columns }: DriftReport) => columns.filter(({ role }) => role === 'time').map(({ reason }) => reason);
    expect(reasons(walked)).toEqual(reasons(held));
    return walked;
  }

  it.each(['text', 'seconds', 'milliseconds', 'microseconds'])('are those in memory by the column %s', async time => {
    const roles = { time };
    const { columns } = await expectSame({ roles, window: { period: 'month' } });
    expect(columns.find(({ name }) => name === 'normal')).toMatchObject({ windows: { length: 6 } });
    expect(columns.find(({ name }) => name === 'normal')?.firstDrifted).not.toBeNull();
    await expectSame({ roles, window: { count: 7 }, columns: ['normal'] });
  });

  it.each([['hour'], ['day'], ['week'], ['quarter'], ['year']] as const)('of a %s', async period => {
    const asked = { roles: { time: 'seconds' }, window: { period }, columns: ['normal', 'level'] };
    const refused = await Promise.all([undefined, 0].map(limit => report(files, types, limit, asked).catch(String)));
    if (period === 'hour') expect(refused[0]).toContain('more than 500 windows');
    if (period === 'hour') expect(refused[1]).toBe(refused[0]);
    else await expectSame(asked);
  });

  it('by times in memory beside columns that are not', async () => {
    await expectSame({ roles: { time: 'seconds' }, window: { period: 'week' } }, 64 * CURRENT_ROWS);
  });

  it('under the profile strict', async () => {
    await expectSame({
      roles: { time: 'text' },
      window: { period: 'month' },
      profile: 'strict',
      columns: ['normal', 'gaps', 'truth', 'points', 'absent'],
    });
  });

  it.each(['anderson', 'psi', 'mannw', 'es', 'hellinger', 'chisquare'] as const)('by the test %s', async method => {
    const numeric = !['chisquare'].includes(method);
    const methods = numeric ? { numeric: method } : { categorical: method };
    await expectSame({ roles: { time: 'milliseconds' }, window: { count: 5 }, methods, columns: [numeric ? 'gaps' : 'level', 'truth'] });
  });

  it('by dates of a query', async () => {
    const query = (rows: number) =>
      ({
        kind: 'query',
        sql: `SELECT TIMESTAMP '2024-01-01' + to_microseconds(range * 7654321) AS at, (range % 97) / (1 + range // 20000) AS n FROM range(${rows})`,
        folder: folder.path,
      }) as const;
    const asked = [{ reference: query(30_000), current: query(60_000) }, {}] as const;
    const more = { roles: { time: 'at' }, window: { period: 'day' } } as const;
    const [held, walked] = [await report(...asked, undefined, more), await report(...asked, 0, more)];
    expect(held.columns.map(({ windows }) => windows?.length)).toEqual([undefined, 6]);
    held.columns.forEach((column, place) => expectSameWindows(walked.columns[place], column));
  });

  it('says where the column holds no times', async () => {
    const asked = (time: string, limit?: number) =>
      report(files, types, limit, { roles: { time }, window: { period: 'day' } }).catch((error: unknown) => String(error));
    expect(await asked('whole', 0)).toBe(await asked('whole'));
    expect(await asked('truth', 0)).toBe(await asked('truth'));
    expect(await asked('level', 0)).toContain('no time');
  });
});
