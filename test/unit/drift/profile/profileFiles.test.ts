import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { unattendedJob } from '../../../../src/base/protocol';
import { failure, failureSentence, type Result } from '../../../../src/base/result';
import { type DriftReport, type DriftRequest, withoutPageData } from '../../../../src/drift/contract';
import { compareInThread } from '../../../../src/drift/columnWork';
import { createDriftService } from '../../../../src/drift/driftService';
import { readProfile } from '../../../../src/drift/profile/profileFile';
import { createProfileService } from '../../../../src/drift/profile/profileService';
import { SeededRandom } from '../../../../src/numeric/seededRandom';
import { TableFolder, value } from '../../data/tables';
import { request } from '../evidently';
import { share } from './tables';

const folder = new TableFolder();
afterAll(() => folder.remove());

const unknown = (): Promise<Result<never>> => Promise.resolve(failure('not_found', 'There is no such model.'));
const drift = createDriftService({ tables: folder.reader, resolveModel: unknown, readModelFolder: unknown, runTask: compareInThread });
const profiles = createProfileService(folder.reader);
const HEADER = 'size,price,town,note,when\n';

function flights(seed: number, count: number, more = 0): string {
  const random = new SeededRandom(seed);
  const line = (k: number): string =>
    [
      Math.floor(50 * share(random)),
      (share(random) ** 2 * 100 + more).toFixed(6),
      ['Oslo', 'Rome', 'Bergen'][Math.floor(3 * share(random) ** 2)],
      `flight ${seed}/${k}`,
      '2024-05-01',
    ].join(',');
  return Array.from({ length: count }, (_, k) => `${line(k)}\n`).join('');
}

const parts = [flights(1, 3000), flights(2, 1500), flights(3, 2500)];
const reference = folder.write(HEADER + parts.join(''), 'reference.csv');
const current = folder.write(HEADER + flights(4, 2000, 2), 'current.csv');

async function save(data: string, name: string, more = {}): Promise<string> {
  const file = join(folder.path, name);
  value(await profiles.save({ data, hideRare: 0, file, version: '0.3.0', ...more }, unattendedJob()));
  return file;
}

async function compare(more: Partial<DriftRequest>): Promise<DriftReport> {
  return value(await drift.compute(request(reference, current, more), unattendedJob()));
}

async function refusal(path: string): Promise<string> {
  const read = await readProfile(path);
  return read.ok ? 'It was read.' : failureSentence(read.failure);
}

describe('a profile in the place of the reference', () => {
  it('gives the rows of the data, and bounds for what is sketched', async () => {
    const file = await save(reference, 'reference.profile.json');
    const [data, profiled] = [await compare({}), await compare({ reference: file })];
    const byName = (report: DriftReport, name: string) => report.columns.find(column => column.name === name);
    for (const name of ['size', 'town', 'when']) expect(byName(profiled, name)).toEqual(byName(data, name));
    const price = byName(profiled, 'price');
    const exact = byName(data, 'price')?.score ?? NaN;
    expect(price?.method).toBe('wasserstein');
    expect(price?.errorBound?.lowest).toBeLessThanOrEqual(exact);
    expect(price?.errorBound?.highest).toBeGreaterThanOrEqual(exact);
    expect(price?.reference).toEqual(byName(data, 'price')?.reference);
    expect(price?.noise).toBeCloseTo(byName(data, 'price')?.noise ?? NaN, 3);
    expect(price?.withinNoise).toBe(byName(data, 'price')?.withinNoise);
    expect(byName(profiled, 'note')).toMatchObject({ status: 'not_computable', drifted: null });
    expect(byName(profiled, 'note')?.reason).toContain('a profile keeps no such texts');
    expect(profiled.reference).toMatchObject({ rows: 7000, profile: { version: '0.3.0' } });
    expect(profiled.schemaChanges).toEqual(data.schemaChanges);
  });

  it('has no rows: what needs them says so', async () => {
    const file = await save(reference, 'rowless.profile.json');
    const embeddings = { vector: { columns: ['size', 'price'] } };
    const more = { together: true, duplicates: true } as const;
    const report = await compare({ reference: file, ...more, embeddings, types: { when: 'datetime' } });
    expect(report.together).toMatchObject({ drifted: null, reason: 'A profile has no rows to look at.', correlations: [] });
    expect(report.embeddings).toMatchObject([
      { status: 'not_computable', reason: 'The reference data is a profile, which has no vectors.' },
    ]);
    expect(report.duplicates?.reference).toMatchObject({ rows: null, reason: 'A profile has no rows.' });
    expect(report.duplicates?.current).toMatchObject({ rows: 0, reason: null });
  });

  it('says nothing of profiles where there is none', async () => {
    const printed = JSON.stringify(withoutPageData(await compare({})));
    expect(printed).not.toContain('errorBound');
    expect(printed).not.toContain('"profile":{');
  });

  it('may be merged from parts', async () => {
    const files = await Promise.all(parts.map((rows, k) => save(folder.write(HEADER + rows, `part${k}.csv`), `part${k}.profile.json`)));
    const file = join(folder.path, 'all.profile.json');
    const summary = value(await profiles.merge({ parts: files, file, version: '0.3.0' }));
    expect(summary).toMatchObject({ rows: 7000, columns: 5 });
    const [data, merged] = [await compare({}), await compare({ reference: file })];
    for (const [k, column] of data.columns.entries()) {
      const other = merged.columns[k];
      if (column.name === 'note') continue;
      const { lowest, highest } = other?.errorBound ?? { lowest: column.score, highest: column.score };
      expect(other?.missingChange).toEqual(column.missingChange);
      if (column.score !== null)
        expect([lowest, highest, column.score].sort((a, b) => Number(a) - Number(b))).toEqual([lowest, column.score, highest]);
    }
  });

  it('may be the current side too', async () => {
    const both = await compare({ reference: await save(reference, 'a.profile.json'), current: await save(current, 'b.profile.json') });
    expect(both.columns.find(({ name }) => name === 'price')?.errorBound).toBeDefined();
    expect(both.current.profile?.version).toBe('0.3.0');
  });

  it('takes only the rows that are asked for', async () => {
    const where = { where: { kind: 'expression', sql: "town = 'Oslo'" } };
    const { profile } = value(await readProfile(await save(reference, 'oslo.profile.json', where)));
    expect(profile.columns.find(({ name }) => name === 'town')?.values).toMatchObject({ names: ['Oslo'] });
    const refused = await drift.compute(
      request(join(folder.path, 'oslo.profile.json'), current, { where: { reference: { kind: 'expression', sql: 'size = 1' } } }),
      unattendedJob(),
    );
    expect(refused).toMatchObject({ ok: false, failure: { message: 'oslo.profile.json is a profile: it has no rows to choose from.' } });
  });
});

describe('a profile that hides rare categories', () => {
  it('names none of them, and counts them together on both sides', async () => {
    const rows = (towns: Readonly<Record<string, number>>): string =>
      Object.entries(towns)
        .flatMap(([town, count]) => Array.from({ length: count }, () => `${town}\n`))
        .join('');
    const before = folder.write(`town\n${rows({ Oslo: 60, Rome: 40, Hell: 1, Eden: 2 })}`);
    const after = folder.write(`town\n${rows({ Oslo: 50, Rome: 40, Eden: 3, Troy: 1 })}`);
    const file = await save(before, 'hidden.profile.json', { hideRare: 5 });
    expect(readFileSync(file, 'utf8')).not.toMatch(/Hell|Eden/);
    const report = await compare({ reference: file, current: after });
    const pooled = folder.write(`town\n${rows({ Oslo: 60, Rome: 40, rare: 3 })}`);
    const same = await compare({ reference: pooled, current: folder.write(`town\n${rows({ Oslo: 50, Rome: 40, rare: 4 })}`) });
    expect(report.columns[0]?.score).toBeCloseTo(same.columns[0]?.score ?? NaN, 12);
    expect(report.columns[0]?.reason).toContain('counts rare categories together');
    expect(report.columns[0]?.reference.unique).toBe(4);
  });
});

describe('a file that is no whole profile', () => {
  it('is refused with a sentence', async () => {
    const whole = readFileSync(await save(reference, 'whole.profile.json'), 'utf8');
    const written = (content: string, name: string): string => folder.write(content, name);
    expect(await refusal(written(whole.slice(0, 5000), 'cut.profile.json'))).toMatch(
      /cut.profile.json is damaged: it is not whole JSON[.] Make/,
    );
    expect(await refusal(written(whole.replace('"missing":0', '"missing":1'), 'changed.profile.json'))).toContain(
      'it was changed after it was made',
    );
    expect(await refusal(written('a,b\n1,2\n', 'c.csv'))).toContain('c.csv is not a profile of Model Ops');
    expect(await refusal(written('{"a": 1}', 'foreign.profile.json'))).toContain('is not a profile of Model Ops');
    expect(await refusal(written('[]', 'list.profile.json'))).toContain('is not a profile of Model Ops');
    expect(await refusal(written(whole.replace('"schema":1', '"schema":2'), 'later.profile.json'))).toContain('later version');
    expect(await refusal(join(folder.path, 'none.profile.json'))).toContain('There is no file');
    expect(await refusal(folder.path)).toContain('cannot be read');
  });

  it('is not written under another name, nor made of nothing', async () => {
    const asked = { data: reference, hideRare: 0, file: join(folder.path, 'x.json'), version: '0.3.0' };
    expect(await profiles.save(asked, unattendedJob())).toMatchObject({ ok: false, failure: { reason: 'invalid' } });
    const empty = { ...asked, data: folder.write('a,b\n'), file: join(folder.path, 'x.profile.json') };
    expect(await profiles.save(empty, unattendedJob())).toMatchObject({
      ok: false,
      failure: { message: 'The data has column names but no rows.' },
    });
  });

  it('is not merged with one of another table', async () => {
    const [a, b, c] = [
      await save(folder.write('x,y\n1,2\n2,3\n'), 'xy.profile.json'),
      await save(folder.write('x,z\n1,2\n'), 'xz.profile.json'),
      await save(folder.write('x,y\na,2\na,3\nb,3\nb,3\n'), 'text.profile.json'),
    ];
    const merge = async (...files: string[]) => {
      const merged = await profiles.merge({ parts: files, file: join(folder.path, 'm.profile.json'), version: '0.3.0' });
      return merged.ok ? 'It was merged.' : merged.failure.message;
    };
    expect(await merge(a, b)).toContain('the column "y" is not in all of them');
    expect(await merge(a, c)).toContain('"x" holds numbers in one and text in another');
  });
});

describe('the size of a profile', () => {
  it('stays within 50 kB a column for a million rows, made in seconds', async () => {
    const file = join(folder.path, 'million.profile.json');
    const sql = 'SELECT random() * 1e-300 AS a, CAST(random() * 1e9 AS BIGINT) AS b FROM range(1000000)';
    const started = performance.now();
    value(await profiles.save({ data: { kind: 'query', sql, folder: folder.path }, hideRare: 0, file, version: '0.3.0' }, unattendedJob()));
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(statSync(file).size).toBeLessThan(2 * 50_000);
    const merged = join(folder.path, 'two.profile.json');
    value(await profiles.merge({ parts: [file, file], file: merged, version: '0.3.0' }));
    expect(statSync(merged).size).toBeLessThan(2 * 50_000);
  });
});
