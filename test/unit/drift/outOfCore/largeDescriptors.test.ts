import { afterAll, describe, expect, it } from 'vitest';
import { type TextDescriptor } from '../../../../src/domain/textDescriptor';
import { type DriftReport, type DriftRequest } from '../../../../src/drift/contract';
import { randomNumbers } from '../../../support/randomNumbers';
import { TableFolder } from '../../data/tables';
import { close, limitedReport } from './limitedReport';

const folder = new TableFolder();
afterAll(() => folder.remove());

const START = Date.parse('2024-03-01T00:00:00Z');
const DAY = 86_400_000;
const ROWS = { reference: 1500, current: 1200 };
/** Room for the numbers of the texts, but not for the texts. */
const NUMBERS_FIT = 8 * 8 * (ROWS.reference + ROWS.current);
const WORDS = ['late', 'storm.', 'crew', 'fuel 7', 'gate?', 'fog', 'гроза', '日本', 'strike'];

/** Notes that differ, longer from the fourth day on if they do; some are missing, and some times are. */
function table(rows: number, seed: number, more: number): string {
  const random = randomNumbers(seed);
  const line = (row: number): string => {
    const day = Math.floor((row * 6) / rows);
    const words = 3 + Math.floor(random() * 5) + (day >= 3 ? more : 0);
    const note = Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
    const time = random() < 0.03 ? '' : new Date(START + day * DAY + Math.floor(random() * DAY)).toISOString();
    return `${time},${random() < 0.05 ? '' : `${note} ${seed}-${row}`},${row}`;
  };
  return `at,note,size\n${Array.from({ length: rows }, (_, row) => line(row)).join('\n')}\n`;
}

const files = { reference: folder.write(table(ROWS.reference, 1, 0)), current: folder.write(table(ROWS.current, 2, 4)) };

async function described(memoryLimit: number | undefined, more: Partial<DriftRequest> = {}): Promise<readonly TextDescriptor[]> {
  const report = await limitedReport(folder, files, { note: 'text' }, memoryLimit, { descriptors: true, columns: ['note'], ...more });
  return descriptorsOf(report);
}

function descriptorsOf({ columns }: DriftReport): readonly TextDescriptor[] {
  const found = columns.find(({ name }) => name === 'note')?.descriptors;
  if (found?.length !== 4) throw new Error('There are no descriptors.');
  return found;
}

/** Figures agree to the last digits: sums are added up in another order. What is not in memory has no noise. */
function expectSame(walked: readonly TextDescriptor[], held: readonly TextDescriptor[]): void {
  walked.forEach((descriptor, k) => {
    const other = held[k];
    if (other === undefined) throw new Error('There is one more.');
    const plain = ({ name, status, reason, method, threshold, drifted, firstDrifted, defects }: TextDescriptor): unknown => ({
      ...{ name, status, reason, method, threshold, drifted, firstDrifted, defects },
    });
    expect(plain(descriptor)).toEqual(plain(other));
    const figures = ({ score, reference, current, strict, windows = [] }: TextDescriptor): (number | null | undefined)[] => [
      ...[score, strict?.adjustedP, strict?.effect.value],
      ...[reference, current].flatMap(side => [side.count, side.mean, side.standardDeviation, side.median]),
      ...windows.flatMap(window => [
        window.from,
        window.count,
        window.score,
        window.mean,
        window.standardDeviation,
        Number(window.drifted),
      ]),
    ];
    const [ours, theirs] = [figures(descriptor), figures(other)];
    expect(ours.length).toBe(theirs.length);
    ours.forEach((value, place) =>
      expect([descriptor.name, place, value, theirs[place], close(value ?? null, theirs[place] ?? null)]).toContain(true),
    );
  });
}

describe('descriptors of texts that do not fit in memory', () => {
  const windowed: Partial<DriftRequest> = { roles: { time: 'at' }, window: { period: 'day' } };

  it('are those in memory, the noise and pictures among them, where their numbers fit', async () => {
    expect(await described(NUMBERS_FIT)).toEqual(await described(undefined));
  });

  it('are those in memory where not even their numbers fit', async () => {
    const held = await described(undefined);
    expectSame(await described(0), held);
    expect(held.find(({ name }) => name === 'word_count')).toMatchObject({ status: 'ok', drifted: true });
  });

  it('by windows of times that fit in memory, and of times that do not', async () => {
    const held = await described(undefined, windowed);
    const length = held.find(({ name }) => name === 'text_length');
    expect(length?.windows?.slice(3).map(({ from, drifted }) => [from, drifted])).toEqual([3, 4, 5].map(day => [START + day * DAY, true]));
    expect(await described(NUMBERS_FIT, windowed)).toEqual(held);
    expectSame(await described(0, windowed), held);
  });

  it('under the profile strict and by another test', async () => {
    for (const more of [{ profile: 'strict', ...windowed }, { methods: { numeric: 'psi' } }] satisfies Partial<DriftRequest>[]) {
      const held = await described(undefined, more);
      expect(await described(NUMBERS_FIT, more)).toEqual(held);
      expectSame(await described(0, more), held);
    }
  });

  it('that cannot be compared say why, and what is known of both sides', async () => {
    const [length] = await described(0, { methods: { numeric: 'empirical_mmd' } });
    expect(length).toMatchObject({ status: 'not_computable', drifted: null });
    expect(length?.reason).toContain('beyond the memory limit');
    const [held] = await described(undefined);
    expect(length?.current.mean).toBeCloseTo(held?.current.mean ?? NaN, 9);
    expect([length?.current.count, length?.current.median]).toEqual([held?.current.count, held?.current.median]);
  });

  it('of empty texts, and of letters that make no words', async () => {
    const query = (shown: string, rows: number) =>
      ({ kind: 'query', sql: `SELECT ${shown} AS note FROM range(${rows})`, folder: folder.path }) as const;
    const empty = { reference: query("if(range % 3 = 0, '', 'no ' || range)", 900), current: query("if(range % 2 = 0, NULL, '')", 600) };
    const cyrillic = { reference: query("'гроза ' || range", 900), current: query("'storm ' || range", 600) };
    for (const sides of [empty, cyrillic]) {
      const report = async (limit?: number) =>
        descriptorsOf(await limitedReport(folder, sides, { note: 'text' }, limit, { descriptors: true }));
      const held = await report();
      expectSame(await report(0), held);
      expectSame(await report(64 * 1500), held);
      if (sides === empty) expect(held.at(-1)).toMatchObject({ status: 'not_computable', reason: 'No text of one side has it.' });
      else expect(held[1]?.reason).toContain('letters A to Z');
    }
  });

  it('are not there of numbers, nor unless asked for', async () => {
    const report = await limitedReport(folder, files, { size: 'text' }, 0, { descriptors: true, columns: ['size'] });
    expect(report.columns[0]).not.toHaveProperty('descriptors');
    const plain = await limitedReport(folder, files, { note: 'text' }, 0, { columns: ['note'] });
    expect(plain.columns[0]).not.toHaveProperty('descriptors');
  });
});
