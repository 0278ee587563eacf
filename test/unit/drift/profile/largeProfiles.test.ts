import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { unattendedJob } from '../../../../src/base/protocol';
import { type DriftMethod, isDrift } from '../../../../src/domain/driftMethod';
import { type DriftColumn, type DriftReport, type DriftRequest } from '../../../../src/drift/contract';
import { type ColumnProfile, type DataProfile } from '../../../../src/drift/profile/dataProfile';
import { readProfile } from '../../../../src/drift/profile/profileFile';
import { createProfileService } from '../../../../src/drift/profile/profileService';
import { SeededRandom } from '../../../../src/numeric/seededRandom';
import { TableFolder, value } from '../../data/tables';
import { close, limitedReport } from '../outOfCore/limitedReport';
import { share } from './tables';

const folder = new TableFolder();
afterAll(() => folder.remove());

const NOTHING_FITS = 0;
const HEADER = 'size,price,small,town,note,made,at\n';

/** Numbers counted and sketched, categories, texts and times, with missing and infinite ones among them. */
function rows(seed: number, count: number, more = 0): string {
  const random = new SeededRandom(seed);
  const line = (k: number): string =>
    [
      Math.floor(50 * share(random)) + more,
      k % 70 === 3 ? '' : (share(random) ** 2 * 100 + 5 * more).toFixed(6),
      k % 500 === 7 ? 'inf' : (Math.floor(40 * share(random)) / 8).toString(),
      ['Oslo', 'Rome', 'Bergen', `rare ${Math.floor(30 * share(random))}`][Math.floor(4 * share(random) ** 2)],
      `note ${seed}/${k}`,
      `2024-05-${String(1 + Math.floor(28 * share(random))).padStart(2, '0')}`,
      `2026-06-${String(1 + (k % 6)).padStart(2, '0')}`,
    ].join(',');
  return HEADER + Array.from({ length: count }, (_, k) => `${line(k)}\n`).join('');
}

const data = folder.write(rows(1, 6000), 'reference.csv');
const current = folder.write(rows(2, 4000, 1), 'current.csv');
const like = folder.write(rows(3, 4000), 'like.csv');

async function save(name: string, hideRare: number, memoryLimit?: number): Promise<string> {
  const file = join(folder.path, 'made', 'here', name);
  value(await createProfileService(folder.reader, memoryLimit).save({ data, hideRare, file, version: '0.3.0' }, unattendedJob()));
  return file;
}

async function saved(...given: Parameters<typeof save>): Promise<DataProfile> {
  return value(await readProfile(await save(...given))).profile;
}

/** Moments added up in another order, and names in the order of the alphabet. */
function comparable({ values, ...column }: ColumnProfile): object {
  if (values.storage === 'numbers') {
    const { mean, deviation, ...others } = values;
    return { ...column, ...others, mean: mean.toPrecision(12), deviation: deviation.toPrecision(10) };
  }
  // What texts are like is not walked over.
  if (values.storage === 'texts') return { ...column, unique: values.unique };
  const { names, counts, pooled } = values;
  return { ...column, counts: Object.fromEntries(names.map((name, k) => [name, counts[k]])), pooled };
}

describe('the profile of data beyond the memory limit', () => {
  it.each([0, 20])('is that of the data in memory, with categories of fewer than %d rows without names', async hideRare => {
    const [whole, walked] = [
      await saved(`a${hideRare}.profile.json`, hideRare),
      await saved(`b${hideRare}.profile.json`, hideRare, NOTHING_FITS),
    ];
    expect(walked.columns.map(comparable)).toEqual(whole.columns.map(comparable));
    expect(whole.columns.map(({ values }) => values.storage)).toEqual([
      'numbers',
      'numbers',
      'numbers',
      'categories',
      'texts',
      'categories',
      'categories',
    ]);
  });

  it('names the most frequent of too many categories', async () => {
    const names = Array.from({ length: 10_500 }, (_, k) => `name ${k}\n`.repeat(k % 3 === 0 ? 5 : 3));
    const many = folder.write(`name\n${names.join('')}`, 'many.csv');
    const read = async (memoryLimit?: number): Promise<DataProfile> => {
      const file = join(folder.path, `many${memoryLimit ?? ''}.profile.json`);
      const request = { data: many, hideRare: 0, file, version: '0.3.0' };
      value(await createProfileService(folder.reader, memoryLimit).save(request, unattendedJob()));
      return value(await readProfile(file)).profile;
    };
    const [whole, walked] = [await read(), await read(NOTHING_FITS)];
    expect(walked.columns.map(comparable)).toEqual(whole.columns.map(comparable));
    expect(whole.columns[0]?.values).toMatchObject({ pooled: { categories: 7000, rows: 21_000 } });
  });
});

async function report(
  reference: string,
  side: string,
  memoryLimit: number | undefined,
  more: Partial<DriftRequest> = {},
): Promise<DriftReport> {
  return await limitedReport(folder, { reference, current: side }, {}, memoryLimit, more);
}

const byName = ({ columns }: DriftReport, name: string): DriftColumn => {
  const found = columns.find(column => column.name === name);
  if (found === undefined) throw new Error(`There is no column ${name}.`);
  return found;
};

/** The same row but for the last digits of sums, and what needs values in memory. */
function expectSame(walked: DriftColumn, whole: DriftColumn): void {
  const what = whole.name;
  expect(close(walked.score, whole.score), what).toBe(true);
  const facts = ({ status, drifted, method, threshold, type, reason, reference, current, missingChange }: DriftColumn): object => ({
    status,
    drifted,
    method,
    threshold,
    type,
    reason,
    reference,
    current,
    missingChange,
  });
  expect(facts(walked)).toEqual(facts(whole));
  expect(walked.distribution?.kind, what).toBe(whole.distribution?.kind);
  expect(walked.quality?.reference?.rows, what).toBe(whole.quality?.reference?.rows);
  expect(walked.quality?.reference?.unique, what).toBe(whole.quality?.reference?.unique);
}

function expectHeld(walked: DriftColumn, exact: DriftColumn): void {
  const { lowest, highest } = walked.errorBound ?? { lowest: NaN, highest: NaN };
  const { method, threshold } = walked;
  if (method === null || threshold === null) throw new Error('There is a method.');
  const slack = 1e-9;
  expect(exact.score, method).toBeGreaterThanOrEqual(lowest - slack);
  expect(exact.score, method).toBeLessThanOrEqual(highest + slack);
  expect(walked.score, method).toBeGreaterThanOrEqual(lowest - slack);
  expect(walked.score, method).toBeLessThanOrEqual(highest + slack);
  const isOpen = isDrift(method, lowest, threshold) !== isDrift(method, highest, threshold);
  expect(walked.drifted, method).toBe(isOpen ? null : exact.drifted);
}

describe('current data beyond the memory limit against a profile', () => {
  it('is compared as in memory where every value is counted', async () => {
    const reference = await save('c.profile.json', 0);
    const [whole, walked] = [await report(reference, current, undefined), await report(reference, current, NOTHING_FITS)];
    for (const name of ['size', 'small', 'town', 'note', 'made']) expectSame(byName(walked, name), byName(whole, name));
    expect(walked.dataset).toEqual(whole.dataset);
    expect(byName(whole, 'small').reason).toContain('Infinite values are left out');
  });

  const METHODS: readonly DriftMethod[] = [
    'wasserstein',
    'ks',
    'ed',
    'anderson',
    'cramer_von_mises',
    'mannw',
    't_test',
    'psi',
    'kl_div',
    'jensenshannon',
    'hellinger',
  ];
  it.each(METHODS)('has bounds that the score of the data lies in: %s', async method => {
    const reference = await save('d.profile.json', 0);
    const more = { methods: { numeric: method }, columns: ['price', 'size'] };
    for (const side of [current, like]) {
      const [exact, walked] = [await report(data, side, undefined, more), await report(reference, side, NOTHING_FITS, more)];
      expectHeld(byName(walked, 'price'), byName(exact, 'price'));
      expect(byName(walked, 'price').reference).toEqual(byName(exact, 'price').reference);
      expect(close(byName(walked, 'size').score, byName(exact, 'size').score)).toBe(true);
    }
  });

  it('says what has no bound, and what of rules needs values', async () => {
    const reference = await save('e.profile.json', 0);
    const of = async (more: Partial<DriftRequest>): Promise<string | null> =>
      byName(await report(reference, current, NOTHING_FITS, more), 'price').reason;
    expect(await of({ methods: { numeric: 'es' } })).toContain('the test es needs its values. Choose cramer_von_mises');
    expect(await of({ profile: 'strict' })).toContain('has only a sketch of this column, and the rules of strict');
    expect(await of({ types: { price: 'categorical' } })).toContain('cannot be counted one by one');
  });

  it('counts together what a profile has no names for', async () => {
    const reference = await save('f.profile.json', 60);
    const [whole, walked] = [await report(reference, current, undefined), await report(reference, current, NOTHING_FITS)];
    expect(byName(whole, 'town').reason).toContain('counts rare categories together');
    expectSame(byName(walked, 'town'), byName(whole, 'town'));
  });

  it('has windows, with bounds where the profile is a sketch', async () => {
    const reference = await save('g.profile.json', 0);
    const more = { window: { period: 'day' }, roles: { time: 'at' } } as const;
    const exact = await report(data, current, undefined, more);
    const [whole, walked] = [await report(reference, current, undefined, more), await report(reference, current, NOTHING_FITS, more)];
    for (const name of ['size', 'price', 'town']) {
      const [windows, others] = [byName(walked, name).windows ?? [], byName(whole, name).windows ?? []];
      expect(windows).toHaveLength(6);
      expect(byName(walked, name).firstDrifted).toBe(byName(exact, name).firstDrifted);
      for (const [place, window] of windows.entries()) {
        expect(close(window.score, others[place]?.score ?? null), name).toBe(true);
        expect([window.from, window.count, window.drifted]).toEqual([others[place]?.from, others[place]?.count, others[place]?.drifted]);
        const score = byName(exact, name).windows?.[place]?.score ?? NaN;
        expect(score).toBeGreaterThanOrEqual((window.errorBound?.lowest ?? score) - 1e-9);
        expect(score).toBeLessThanOrEqual((window.errorBound?.highest ?? score) + 1e-9);
        expect(window.errorBound === undefined).toBe(name !== 'price');
      }
    }
  });
});
