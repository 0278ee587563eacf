import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ArtifactOwner } from '../../src/domain/artifact';
import { loggedModelId, modelName, runId, versionNumber, type RunId } from '../../src/domain/ids';
import { failureOf, valueOf, type MakeStore, type StoreFixture } from './storeFixture';

/** What lies below an artifact root, and nothing else: what every store answers alike. */
export function artifactContract(makeStore: MakeStore): void {
  let fixture: StoreFixture;
  let run: RunId;
  beforeEach(async () => {
    fixture = await makeStore();
    run = await fixture.background.addRun({ experiment: valueOf(await fixture.store.createExperiment('flights')).experimentId });
  });
  afterEach(() => fixture.dispose());

  const list = async (owner: ArtifactOwner, folder = '') => valueOf(await fixture.store.listArtifacts(owner, folder));
  const read = async (owner: ArtifactOwner, file: string) => readFileSync(valueOf(await fixture.store.fetchArtifact(owner, file)), 'utf8');

  describe('artifacts', () => {
    test('of a version are the files of its model', async () => {
      const folder = path.join(fixture.folder, 'a model');
      mkdirSync(path.join(folder, 'data'), { recursive: true });
      writeFileSync(path.join(folder, 'MLmodel'), 'flavors: {}\n');
      writeFileSync(path.join(folder, 'data', 'a b ü.txt'), 'hello');
      const name = modelName('delay');
      valueOf(await fixture.store.registerVersion({ name, source: folder }));
      const owner: ArtifactOwner = { kind: 'version', name, version: versionNumber('1') };
      expect((await list(owner)).map(its => [its.path, its.isFolder])).toEqual([
        ['MLmodel', false],
        ['data', true],
      ]);
      expect(await list(owner, 'data')).toEqual([{ path: 'data/a b ü.txt', isFolder: false, size: 5 }]);
      expect(await read(owner, 'data/a b ü.txt')).toBe('hello');
      const fetched = valueOf(await fixture.store.fetchArtifact(owner, 'data'));
      expect(readFileSync(path.join(fetched, 'a b ü.txt'), 'utf8')).toBe('hello');
    });

    test('are logged to a run whole, below folders that were not there, and replaced', async () => {
      const owner: ArtifactOwner = { kind: 'run', runId: run };
      const file = (name: string, text: string): string => {
        const place = path.join(fixture.folder, name);
        writeFileSync(place, text);
        return place;
      };
      const report = { file: file('report.json', '{"share":0.5}'), path: 'model-ops/drift/weekly é.json' };
      const page = { file: file('report.html', 'x'.repeat(300_000)), path: 'model-ops/drift/weekly é.html' };
      valueOf(await fixture.store.logArtifacts(run, [report, page]));
      expect(await list(owner, 'model-ops/drift')).toEqual([
        { path: page.path, isFolder: false, size: 300_000 },
        { path: report.path, isFolder: false, size: 13 },
      ]);
      valueOf(await fixture.store.logArtifacts(run, [{ ...report, file: file('later.json', '{}') }]));
      expect((await list(owner, 'model-ops/drift')).map(({ size }) => size)).toEqual([300_000, 2]);
      expect(await read(owner, page.path)).toBe('x'.repeat(300_000));
    });

    test('are logged to no run that is not there, to no place outside of it, and not from a file that is gone', async () => {
      const place = path.join(fixture.folder, 'report.json');
      const log = async (to: RunId, file: string, below: string) =>
        failureOf(await fixture.store.logArtifacts(to, [{ file, path: below }])).reason;
      writeFileSync(place, '{}');
      expect(await log(runId('0'.repeat(32)), place, 'report.json')).toBe('not_found');
      for (const hostile of ['', '../x', 'a/../../x', '%2e%2e/x', '/etc/x', 'a\0b']) expect(await log(run, place, hostile)).toBe('invalid');
      valueOf(await fixture.store.logArtifacts(run, [{ file: place, path: 'report.json' }]));
      await log(run, path.join(fixture.folder, 'none.json'), 'other.json');
      expect((await list({ kind: 'run', runId: run })).map(its => its.path)).toEqual(['report.json']);
    });

    test('that are not there are not found, whatever they belong to', async () => {
      const owners: ArtifactOwner[] = [
        { kind: 'run', runId: runId('0'.repeat(32)) },
        { kind: 'loggedModel', modelId: loggedModelId(`m-${'0'.repeat(32)}`) },
        { kind: 'version', name: modelName('none'), version: versionNumber('1') },
      ];
      for (const owner of owners) {
        expect(failureOf(await fixture.store.listArtifacts(owner, '')).reason, owner.kind).toBe('not_found');
        expect(failureOf(await fixture.store.fetchArtifact(owner, 'x')).reason, owner.kind).toBe('not_found');
      }
      expect(failureOf(await fixture.store.fetchArtifact({ kind: 'run', runId: run }, 'none.txt')).reason).toBe('not_found');
    });

    test.each([
      '..',
      '../x',
      'a/../../x',
      '%2e%2e/x',
      '%252e%252e/x',
      '..%2fx',
      '..\\x',
      '%5c..%5cx',
      '/etc/passwd',
      'c:/x',
      '..;/x',
      '..#/x',
      'a\0b',
    ])('%j leads out of no root', async hostile => {
      expect(failureOf(await fixture.store.fetchArtifact({ kind: 'run', runId: run }, hostile)).reason).toBe('invalid');
      expect(failureOf(await fixture.store.listArtifacts({ kind: 'run', runId: run }, hostile)).reason).toBe('invalid');
    });
  });
}
