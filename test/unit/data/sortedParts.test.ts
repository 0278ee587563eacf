import { afterAll, describe, expect, it, vi } from 'vitest';
import { type Job, unattendedJob } from '../../../src/base/protocol';
import { type Result, success } from '../../../src/base/result';
import { type Table, type TimeParts, type ValueGroups } from '../../../src/data/contract';
import { type DuckDatabase } from '../../../src/data/duckDatabase';
import { randomNumbers } from '../../support/randomNumbers';
import { plainValues, TableFolder, value } from './tables';

const folder = new TableFolder();
afterAll(() => folder.remove());

const DAY = 86_400_000;
const START = Date.parse('2024-03-01');
const ROWS = 24_000;

/** Times out of order, some of none; numbers that repeat, that do not, that are missing or infinite; texts. */
function content(): string {
  const random = randomNumbers(7);
  const line = (row: number): string => {
    const time = random() < 0.05 ? 'never' : new Date(START + Math.floor(random() * 40 * DAY)).toISOString();
    const odd = ['', 'inf', '-inf'][Math.floor(random() * 60)];
    return [time, odd ?? random() * 100, Math.floor(random() * 9), row % 3 === 0 ? 7.5 : random(), odd ?? row, `t${row % 40}`].join(',');
  };
  return `at,many,few,tied,gaps,text\n${Array.from({ length: ROWS }, (_, row) => line(row)).join('\n')}\n`;
}

/** Days of which some have no rows, with gaps between them. */
const BY: TimeParts = {
  time: { column: 'at', perMillisecond: 1 },
  ranges: [-3, 0, 1, 2, 5, 11, 12, 30, 39, 80].map(day => ({ from: START + day * DAY, to: START + (day + 1) * DAY })),
};

type Counts = Map<string, number>;

function add(counts: Counts, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

/** How often each value is in each part, from the columns as they are read. */
async function expectedOf(table: Table, name: string): Promise<{ readonly parts: Counts; readonly whole: Counts }> {
  const [times, values] = [value(await table.readColumn('at', unattendedJob())), value(await table.readColumn(name, unattendedJob()))];
  const found = { parts: new Map<string, number>(), whole: new Map<string, number>() };
  const at = plainValues(times).map(time => Date.parse(String(time)));
  plainValues(values).forEach((each, row) => {
    if (each === null || each === Infinity || each === -Infinity) return;
    add(found.whole, String(each), 1);
    const part = BY.ranges.findIndex(({ from, to }) => (at[row] ?? NaN) >= from && (at[row] ?? NaN) < to);
    if (part >= 0) add(found.parts, `${part} ${each}`, 1);
  });
  return found;
}

async function stretches<Groups extends ValueGroups>(walk: AsyncIterable<Result<Groups>>): Promise<Groups[]> {
  const found: Groups[] = [];
  for await (const groups of walk) found.push(value(groups));
  return found;
}

async function tablesLeft(): Promise<number> {
  const database = Reflect.get(folder.reader, 'database') as DuckDatabase;
  const explain = { path: 'tables', format: 'query' } as const;
  return value(
    await database.withConnection(unattendedJob(), explain, async connection =>
      success(Number((await (await connection.run('SELECT count(*) FROM duckdb_tables()')).getRows())[0]?.[0])),
    ),
  );
}

describe('a column that is sorted once', () => {
  const path = folder.write(content());

  it.each(['many', 'few', 'tied', 'gaps', 'text'])('%s has its values in order, whole and by parts', async name => {
    const table = await folder.open(path);
    const expected = await expectedOf(table, name);
    const sorted = value(await table.sortedParts(name, BY, unattendedJob()));
    const whole: Counts = new Map();
    let last: number | string | null = null;
    for (const { values, counts } of await stretches(sorted.sortedGroups(unattendedJob())))
      for (const [k, each] of values.entries()) {
        expect(last === null || each > last).toBe(true);
        last = each;
        add(whole, String(each), counts[k] ?? 0);
      }
    expect(whole).toEqual(expected.whole);
    const parts: Counts = new Map();
    last = null;
    for (const { values, counts, parts: places } of await stretches(sorted.partGroups(unattendedJob())))
      for (const [k, each] of values.entries()) {
        expect(last === null || each >= last).toBe(true);
        last = each;
        add(parts, `${places[k]} ${each}`, counts[k] ?? 0);
      }
    expect(parts).toEqual(expected.parts);
    sorted.close();
    table.close();
  });

  it('counts each part as if it were a table of its own', async () => {
    const table = await folder.open(path);
    const filters = BY.ranges.map(({ from, to }) => `"at" >= '${new Date(from).toISOString()}' AND "at" < '${new Date(to).toISOString()}'`);
    for (const name of ['many', 'few', 'gaps', 'text']) {
      const sorted = value(await table.sortedParts(name, BY, unattendedJob()));
      expect(sorted.parts.map(({ rows }) => rows > 0)).toEqual([false, true, true, true, true, true, true, true, true, false]);
      for (const [place, { rows, counts }] of sorted.parts.entries()) {
        if (rows === 0) continue;
        const where = { kind: 'expression', sql: filters[place] ?? '' } as const;
        const part = value(await folder.reader.open(path, unattendedJob(), where));
        const { empty, missing, infinite, numbers } = value(await part.surveyColumn(name, unattendedJob()));
        expect({ rows, missing: counts.missing, infinite: counts.infinite }).toEqual({ rows: part.rowCount, missing, infinite });
        expect(counts.empty.name).toBe(empty.name);
        for (const figure of ['count', 'minimum', 'maximum', 'mean', 'squares', 'cubes'] as const) {
          const [found, expected] = [counts.numbers?.[figure] ?? NaN, numbers?.[figure] ?? NaN];
          expect([
            figure,
            found,
            Object.is(found, expected) || Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.abs(expected)),
          ]).toEqual([figure, found, true]);
        }
        part.close();
      }
      sorted.close();
    }
    table.close();
  });

  it('leaves no tables, whenever it is stopped', async () => {
    const table = await folder.open(path);
    for (const milliseconds of [0, 5, 15, 30, 60, 120]) {
      const stopping = new AbortController();
      setTimeout(() => stopping.abort(), milliseconds);
      const job: Job = { signal: stopping.signal, progress: () => undefined };
      const sorted = await table.sortedParts('many', BY, job);
      expect(sorted.ok ? 'done' : sorted.failure.reason).toMatch(/done|cancelled/);
      if (!sorted.ok) continue;
      for await (const groups of sorted.value.partGroups(job)) if (!groups.ok) expect(groups.failure.reason).toBe('cancelled');
      sorted.value.close();
    }
    table.close();
    await vi.waitFor(async () => expect(await tablesLeft()).toBe(0), 5000);
  });

  it('fails where it was closed', async () => {
    const table = await folder.open(path);
    const sorted = value(await table.sortedParts('few', BY, unattendedJob()));
    sorted.close();
    await vi.waitFor(async () => {
      const walked: boolean[] = [];
      for await (const groups of sorted.partGroups(unattendedJob())) walked.push(groups.ok);
      expect(walked).toEqual([false]);
    });
    table.close();
  });

  it('may be left in the middle of a walk', async () => {
    const table = await folder.open(path);
    const sorted = value(await table.sortedParts('many', BY, unattendedJob()));
    for await (const groups of sorted.sortedGroups(unattendedJob())) {
      expect(value(groups).values.length).toBeGreaterThan(0);
      break;
    }
    expect((await stretches(sorted.partGroups(unattendedJob()))).length).toBeGreaterThan(1);
    sorted.close();
    table.close();
  });
});
