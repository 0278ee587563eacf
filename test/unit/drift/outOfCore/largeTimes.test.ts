import { afterAll, describe, expect, it } from 'vitest';
import { type DriftColumn, type DriftReport, type DriftRequest } from '../../../../src/drift/contract';
import { TableFolder } from '../../data/tables';
import { close, limitedReport } from './limitedReport';

const folder = new TableFolder();
afterAll(() => folder.remove());

/** Times at random, hourly with some left out, on working days, before 1970, all at one moment; as dates, as numbers and as text. */
const query = (rows: number, seed: number) =>
  ({
    kind: 'query',
    sql: `SELECT
      CASE WHEN range % 50 <> 7 THEN TIMESTAMP '2024-01-01' + to_microseconds((hash(range + ${seed}) % 9000000000000)::BIGINT) END AS random,
      TIMESTAMP '2024-01-01' + to_hours((range + range // 900 * ${seed})::INTEGER) AS hourly,
      DATE '2024-01-01' + (range // 5 * 7 + range % 5)::INTEGER AS working,
      TIMESTAMP '1969-12-01 09:00' + to_minutes((range * (40 + ${seed}))::INTEGER) AS early,
      TIMESTAMP '2024-02-29 12:00' AS once,
      epoch(TIMESTAMP '2024-01-01' + to_seconds((hash(range) % 90000000 / 7)::INTEGER)) AS seconds,
      CASE WHEN range % 60 = 3 THEN 'later' ELSE strftime(TIMESTAMP '2024-01-01' + to_minutes((range * ${7 + seed})::INTEGER), '%Y-%m-%dT%H:%M:%SZ') END AS text,
      range % 3 AS whole
      FROM range(${rows})`,
    folder: folder.path,
  }) as const;

const files = { reference: query(2000, 1), current: query(2600, 3) };
const types: DriftRequest['types'] = { seconds: 'datetime', text: 'datetime' };

async function both(more: Partial<DriftRequest>): Promise<readonly [DriftReport, DriftReport]> {
  return [await limitedReport(folder, files, types, undefined, more), await limitedReport(folder, files, types, 0, more)];
}

const named = ({ columns }: DriftReport, name: string): DriftColumn | undefined => columns.find(column => column.name === name);

describe('columns of times that do not fit in memory', () => {
  it.each(['random', 'hourly', 'working', 'early', 'once', 'seconds', 'text'])('%s is described as in memory', async name => {
    const [held, walked] = await both({ columns: [name] });
    expect(named(held, name)?.dateTime?.current?.count).toBeGreaterThan(2000);
    expect(named(walked, name)?.dateTime).toEqual(named(held, name)?.dateTime);
  });

  it('the column that puts rows in order is described, whatever it holds', async () => {
    for (const time of ['whole', 'random', 'text']) {
      const [held, walked] = await both({ columns: ['hourly'], roles: { time } });
      const described = named(held, time);
      expect(described).toMatchObject({ status: 'not_tested', role: 'time' });
      const { reference, current, reason, dateTime, missingChange } = described ?? {};
      expect(named(walked, time)).toMatchObject({ status: 'not_tested', reference, current, reason, dateTime, missingChange });
    }
  });

  it('strict compares their weekdays and hours as in memory', async () => {
    const [held, walked] = await both({ profile: 'strict' });
    const tested = held.columns.filter(({ type, status }) => type === 'datetime' && status === 'ok');
    expect(tested.length).toBeGreaterThan(3);
    for (const column of held.columns.filter(({ type }) => type === 'datetime')) {
      const other = named(walked, column.name);
      expect([column.name, close(other?.score ?? null, column.score)]).toEqual([column.name, true]);
      const { status, reason, drifted, strict, inputs, method } = column;
      expect(other).toMatchObject({ status, reason, drifted, method, ...(strict === undefined ? {} : { strict, inputs }) });
    }
  });

  it('an id is counted without holding it', async () => {
    const [held, walked] = await both({ columns: ['hourly'], roles: { id: 'random' } });
    const { reference, current } = named(held, 'random') ?? {};
    expect(named(walked, 'random')).toMatchObject({ status: 'not_tested', reference, current });
  });
});
