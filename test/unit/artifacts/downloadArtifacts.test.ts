import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ArtifactSource, downloadFile, downloadFolder, planDownload } from '../../../src/artifacts/downloadArtifacts';
import { type Job, type Progress, unattendedJob } from '../../../src/base/protocol';
import { failure, success } from '../../../src/base/result';
import { type Artifact } from '../../../src/domain/artifact';
import { runId } from '../../../src/domain/ids';
import { value } from '../data/tables';

const owner = { kind: 'run', runId: runId('0'.repeat(32)) } as const;
let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'model-ops-download-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A store of these files; `listing` replaces what it says is in a folder. */
function storeOf(files: Readonly<Record<string, string>>, listing?: (asked: string) => readonly Artifact[]): ArtifactSource {
  const content = path.join(folder, 'content');
  writeFileSync(content, 'from the store');
  return {
    list: (_, asked) => Promise.resolve(success(listing?.(asked) ?? entriesOf(files, asked))),
    fetch: (_, file) => {
      if (listing !== undefined) return Promise.resolve(success(content));
      const text = files[file];
      if (text === undefined) return Promise.resolve(failure('not_found', `There is no ${file}.`));
      const copy = path.join(folder, 'fetched');
      writeFileSync(copy, text);
      return Promise.resolve(success(copy));
    },
  };
}

function entriesOf(files: Readonly<Record<string, string>>, asked: string): readonly Artifact[] {
  const prefix = asked === '' ? '' : `${asked}/`;
  const below = Object.keys(files).filter(file => file.startsWith(prefix));
  const names = new Set(below.map(file => file.slice(prefix.length).split('/')[0] ?? ''));
  return [...names].map(name => {
    const text = files[prefix + name];
    return { path: prefix + name, isFolder: text === undefined, size: text?.length ?? null };
  });
}

const three = { 'plots/a.txt': 'one', 'plots/deep/b.txt': 'twoo', 'plots/c.txt': 'three', 'other.txt': '' };
const target = (): string => path.join(folder, 'target');
const request = (name = 'plots') => ({ owner, path: 'plots', folder: target(), name, existing: 'replace' as const });
/** Everything below a folder, with '/'. */
const filesBelow = (of: string): string[] =>
  readdirSync(of, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(of, path.join(entry.parentPath, entry.name)))
    .sort();

describe('downloading a folder', () => {
  beforeEach(() => mkdirSync(target()));

  test('writes its files into a folder of its own and says how far it is', async () => {
    const said: Progress[] = [];
    const job: Job = { ...unattendedJob(), progress: progress => said.push(progress) };
    const source = storeOf(three);
    expect(value(await planDownload(source, request(), job))).toEqual({ files: 3, size: 12, existing: 0 });
    expect(value(await downloadFolder(source, request(), job))).toEqual({ files: 3, size: 12, kept: 0 });
    expect(filesBelow(target())).toEqual(['plots/a.txt', 'plots/c.txt', 'plots/deep/b.txt']);
    expect(readFileSync(path.join(target(), 'plots/deep/b.txt'), 'utf8')).toBe('twoo');
    expect(said[2]).toEqual({ done: 2, total: 3, what: '2 of 3 files, 0.0 MB' });
  });

  test('keeps or replaces what is there', async () => {
    mkdirSync(path.join(target(), 'plots'));
    writeFileSync(path.join(target(), 'plots/a.txt'), 'mine');
    const source = storeOf(three);
    expect(value(await planDownload(source, request(), unattendedJob())).existing).toBe(1);
    expect(value(await downloadFolder(source, { ...request(), existing: 'keep' }, unattendedJob()))).toEqual({
      files: 2,
      size: 9,
      kept: 1,
    });
    expect(readFileSync(path.join(target(), 'plots/a.txt'), 'utf8')).toBe('mine');
    value(await downloadFolder(source, request(), unattendedJob()));
    expect(readFileSync(path.join(target(), 'plots/a.txt'), 'utf8')).toBe('one');
  });

  test.each(['..', '../..', '/', '.', '\0', '..\\..'])('named %j stays within the chosen folder', async name => {
    value(await downloadFolder(storeOf(three), request(name), unattendedJob()));
    expect(readdirSync(target())).toHaveLength(1);
    expect(readdirSync(folder).sort()).toEqual(['content', 'fetched', 'target']);
  });

  test.each(['../x', '/etc/passwd', 'other/x', 'plots', 'plots/', 'plots/..', 'plots/.', 'plots/a/../../x'])(
    'refuses the listed path %j',
    async listed => {
      const source = storeOf({}, () => [{ path: listed, isFolder: false, size: 1 }]);
      const done = await downloadFolder(source, request(), unattendedJob());
      expect(!done.ok && done.failure.reason).toBe('invalid');
      expect(filesBelow(target())).toEqual([]);
    },
  );

  test.each(['plots/a%2e%2e', 'plots/a\0b', 'plots/c:x', 'plots/..\\..\\x', 'plots/evil\u202egnp.exe'])(
    'gives the listed path %j a safe name',
    async listed => {
      const source = storeOf({}, asked => (asked === 'plots' ? [{ path: listed, isFolder: false, size: 1 }] : []));
      value(await downloadFolder(source, request(), unattendedJob()));
      const [written = '', ...others] = filesBelow(target());
      expect(others).toEqual([]);
      expect(written).toMatch(/^plots\/[^/\\:\0\u202e]+$/);
    },
  );

  test('writes through no link', async () => {
    const outside = path.join(folder, 'outside');
    mkdirSync(outside);
    mkdirSync(path.join(target(), 'plots'));
    symlinkSync(outside, path.join(target(), 'plots', 'deep'));
    const done = await downloadFolder(storeOf(three), request(), unattendedJob());
    expect(!done.ok && done.failure.message).toContain('is a link that leads elsewhere');
    writeFileSync(path.join(folder, 'precious'), 'mine');
    symlinkSync(path.join(folder, 'precious'), path.join(target(), 'link.txt'));
    value(await downloadFile(storeOf(three), { owner, path: 'plots/a.txt', file: path.join(target(), 'link.txt') }, unattendedJob()));
    expect([readFileSync(path.join(folder, 'precious'), 'utf8'), readdirSync(outside)]).toEqual(['mine', []]);
  });

  test('that has no end is refused', async () => {
    const source = storeOf({}, asked => [{ path: `${asked}/again`, isFolder: true, size: null }]);
    const done = await downloadFolder(source, request(), unattendedJob());
    expect(!done.ok && done.failure.reason).toBe('unsupported');
  });

  test('cancelled or failed, it leaves whole files only', async () => {
    const stop = new AbortController();
    const job: Job = { signal: stop.signal, progress: ({ done }) => void (done === 1 && stop.abort()) };
    const cancelled = await downloadFolder(storeOf(three), request(), job);
    expect(!cancelled.ok && cancelled.failure.reason).toBe('cancelled');
    expect(filesBelow(target())).toEqual(['plots/a.txt']);
    const files = storeOf(three);
    const failing: ArtifactSource = {
      ...files,
      fetch: (its, file, job_) => (file.endsWith('c.txt') ? files.fetch(its, 'none', job_) : files.fetch(its, file, job_)),
    };
    const failed = await downloadFolder(failing, request('again'), unattendedJob());
    expect(!failed.ok && failed.failure).toMatchObject({
      message: 'There is no none.',
      nextStep: expect.stringContaining('One file was') as string,
    });
    expect(filesBelow(path.join(target(), 'again'))).toEqual(['a.txt']);
  });
});

describe('downloading a file', () => {
  test('that cannot be written says so and leaves nothing', async () => {
    const file = path.join(folder, 'none', 'a.txt');
    const done = await downloadFile(storeOf(three), { owner, path: 'plots/a.txt', file }, unattendedJob());
    expect(!done.ok && done.failure.reason).toBe('unavailable');
    expect(existsSync(path.dirname(file))).toBe(false);
  });
});
