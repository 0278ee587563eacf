import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unattendedJob } from '../../../../src/base/protocol';
import { failure, type Result } from '../../../../src/base/result';
import { type TextDescriptor } from '../../../../src/domain/textDescriptor';
import { compareInThread } from '../../../../src/drift/columnWork';
import { type DriftReport, type DriftRequest } from '../../../../src/drift/contract';
import { createDriftService } from '../../../../src/drift/driftService';
import { type DataProfile } from '../../../../src/drift/profile/dataProfile';
import { readProfile, writeProfile } from '../../../../src/drift/profile/profileFile';
import { createProfileService } from '../../../../src/drift/profile/profileService';
import { randomNumbers } from '../../../support/randomNumbers';
import { TableFolder, value } from '../../data/tables';
import { request } from '../evidently';

const folder = new TableFolder();
afterAll(() => folder.remove());
const unknown = (): Promise<Result<never>> => Promise.resolve(failure('not_found', 'There is no such model.'));
const drift = createDriftService({ tables: folder.reader, resolveModel: unknown, readModelFolder: unknown, runTask: compareInThread });
const profiles = createProfileService(folder.reader);
const WORDS = ['late', 'storm', 'crew', 'fuel', 'gate', 'fog', 'snow', 'strike', 'гроза'];

/** Notes that differ, of so many to twice as many words; some missing. */
function notes(count: number, least: number, seed: number): string {
  const random = randomNumbers(seed);
  const word = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? '';
  const note = (k: number): string =>
    `${Array.from({ length: least + Math.floor(random() * least) }, word).join(random() < 0.1 ? '. ' : ' ')} ${seed}/${k}`;
  return Array.from({ length: count }, (_, k) => (k % 20 === 7 ? '""\n' : `${note(k)}\n`)).join('');
}

const parts = [notes(900, 5, 1), notes(700, 5, 2), notes(500, 5, 3)];
const reference = folder.write(`note\n${parts.join('')}`, 'reference.csv');
const current = folder.write(`note\n${notes(800, 7, 4)}`, 'current.csv');

async function save(data: string, name: string): Promise<string> {
  const file = join(folder.path, name);
  value(await profiles.save({ data, hideRare: 0, file, version: '0.3.0' }, unattendedJob()));
  return file;
}

async function compare(more: Partial<DriftRequest>): Promise<DriftReport> {
  return value(await drift.compute(request(reference, current, { descriptors: true, ...more }), unattendedJob()));
}

const descriptorsOf = ({ columns }: DriftReport): readonly TextDescriptor[] => columns[0]?.descriptors ?? [];

describe('a profile of texts', () => {
  let file = '';
  let data: readonly TextDescriptor[] = [];
  beforeAll(async () => {
    file = await save(reference, 'reference.profile.json');
    data = descriptorsOf(await compare({}));
  });

  it('keeps no text, and of each descriptor what a profile keeps of numbers, within 100 kB', () => {
    const content = readFileSync(file, 'utf8');
    expect(content).not.toMatch(/storm|гроза/);
    expect(statSync(file).size).toBeLessThan(100_000);
  });

  it('gives the descriptors of the data where their values are counted, and bounds where they are sketched', async () => {
    const report = await compare({ reference: file });
    expect(report.columns[0]).toMatchObject({ status: 'not_computable', drifted: null });
    const profiled = descriptorsOf(report);
    expect(profiled.map(({ name }) => name)).toEqual(data.map(({ name }) => name));
    profiled.forEach((descriptor, k) => expect(descriptor).toEqual(data[k]));
    expect(profiled.some(({ drifted }) => drifted === true)).toBe(true);
  });

  it('has bounds for the score of what it sketches', async () => {
    const long = (seed: number, count: number, more: number): string => {
      const random = randomNumbers(seed);
      const text = (): string => `${'x'.repeat(Math.floor(random() * 5000) + more)}${'1'.repeat(1 + Math.floor(random() * 3000))}`;
      return folder.write(`note\n${Array.from({ length: count }, () => `${text()}\n`).join('')}`);
    };
    const [before, after] = [long(5, 2500, 0), long(6, 1500, 200)];
    const sketched = await save(before, 'long.profile.json');
    const exact = descriptorsOf(await compare({ reference: before, current: after }));
    const found = descriptorsOf(await compare({ reference: sketched, current: after }));
    for (const name of ['text_length', 'non_letter_character_percentage']) {
      const [own, other] = [found, exact].map(each => each.find(descriptor => descriptor.name === name));
      expect(own).toMatchObject({ status: 'ok', method: 'wasserstein' });
      expect((own?.noise ?? NaN) / (other?.noise ?? NaN)).toBeCloseTo(1, 1);
      expect(own?.reference.mean).toBeCloseTo(other?.reference.mean ?? NaN, 8);
      expect(own?.errorBound?.lowest).toBeLessThanOrEqual(other?.score ?? NaN);
      expect(own?.errorBound?.highest).toBeGreaterThanOrEqual(other?.score ?? NaN);
    }
  });

  it('may be on both sides, and merged from parts', async () => {
    const both = descriptorsOf(await compare({ reference: file, current: await save(current, 'current.profile.json') }));
    expect(both).toEqual(data);
    const files = await Promise.all(parts.map((rows, k) => save(folder.write(`note\n${rows}`), `part${k}.profile.json`)));
    const merged = join(folder.path, 'all.profile.json');
    value(await profiles.merge({ parts: files, file: merged, version: '0.3.0' }));
    const found = descriptorsOf(await compare({ reference: merged }));
    expect(found.map(({ score, method, reference: { count, median } }) => [score, method, count, median])).toEqual(
      data.map(({ score, method, reference: { count, median } }) => [score, method, count, median]),
    );
    found.forEach(({ reference: side }, k) => expect(side.mean).toBeCloseTo(data[k]?.reference.mean ?? NaN, 10));
  });

  it('of before these were kept still opens, and has none', async () => {
    const older = await changed(file, ({ descriptors: _, ...texts }) => texts, 'older.profile.json');
    expect(descriptorsOf(await compare({ reference: older }))).toEqual([]);
    const merged = join(folder.path, 'mixed.profile.json');
    value(await profiles.merge({ parts: [older, file], file: merged, version: '0.3.0' }));
    expect(descriptorsOf(await compare({ reference: merged }))).toEqual([]);
  });

  it('whose counts do not fit is refused', async () => {
    const wrong = async (change: (texts: Texts) => Texts): Promise<string> => {
      const read = await readProfile(await changed(file, change, 'wrong.profile.json'));
      return read.ok ? 'It was read.' : read.failure.message;
    };
    expect(await wrong(texts => texts)).toBe('It was read.');
    const other = await textsOf(await save(current, 'other.profile.json'));
    const own = (await textsOf(file)).descriptors;
    if (own === undefined || other.descriptors === undefined) throw new Error('There are none.');
    const { descriptors } = other;
    expect(await wrong(texts => ({ ...texts, descriptors: { ...own, wordless: 1e6 } }))).toContain('more texts without words');
    expect(await wrong(texts => ({ ...texts, descriptors }))).toContain('do not add up');
  });

  it('of repeated texts tells by their names, unless some have none', async () => {
    const towns = (counts: Readonly<Record<string, number>>): string =>
      folder.write(
        `town\n${Object.entries(counts)
          .flatMap(([town, count]) => Array.from({ length: count }, () => `${town}\n`))
          .join('')}`,
      );
    const [before, after] = [towns({ Oslo: 60, Rome: 40, Hell: 1 }), towns({ Oslo: 10, Bergen: 40 })];
    const types = { town: 'text' } as const;
    const named = await compare({ reference: await save(before, 'named.profile.json'), current: after, types });
    expect(descriptorsOf(named)).toEqual(descriptorsOf(await compare({ reference: before, current: after, types })));
    const hidden = join(folder.path, 'hidden.profile.json');
    value(await profiles.save({ data: before, hideRare: 5, file: hidden, version: '0.3.0' }, unattendedJob()));
    expect(descriptorsOf(await compare({ reference: hidden, current: after, types }))).toEqual([]);
  });
});

type Texts = Extract<DataProfile['columns'][number]['values'], { readonly storage: 'texts' }>;

async function textsOf(path: string): Promise<Texts> {
  const values = value(await readProfile(path)).profile.columns[0]?.values;
  if (values?.storage !== 'texts') throw new Error('It holds texts.');
  return values;
}

/** The same profile with other texts, written anew. */
async function changed(path: string, change: (texts: Texts) => Texts, name: string): Promise<string> {
  const { profile } = value(await readProfile(path));
  const columns = profile.columns.map(column =>
    column.values.storage === 'texts' ? { ...column, values: change(column.values) } : column,
  );
  const file = join(folder.path, name);
  value(await writeProfile(file, { ...profile, columns }));
  return file;
}
