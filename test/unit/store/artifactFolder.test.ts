import fc from 'fast-check';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listArtifactFolder } from '../../../src/store/artifactFolder';

let base = '';
let root = '';

beforeAll(() => {
  base = mkdtempSync(path.join(tmpdir(), 'artifacts-'));
  root = path.join(base, 'root');
  mkdirSync(path.join(root, 'model', 'data'), { recursive: true });
  writeFileSync(path.join(root, 'model', 'MLmodel'), 'flavors: {}');
  writeFileSync(path.join(root, 'a <b>.txt'), 'four');
  writeFileSync(path.join(base, 'secret'), 'secret');
  symlinkSync(path.join(root, 'model'), path.join(root, 'inside'));
  symlinkSync(base, path.join(root, 'outside'));
  symlinkSync(path.join(base, 'secret'), path.join(root, 'secret'));
  symlinkSync(path.join(base, 'nothing'), path.join(root, 'broken'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

test('lists names, kinds and sizes, and no link that leads out', async () => {
  expect(await listArtifactFolder(root, '')).toEqual({
    ok: true,
    value: [
      { path: 'a <b>.txt', isFolder: false, size: 4 },
      { path: 'inside', isFolder: true, size: null },
      { path: 'model', isFolder: true, size: null },
    ],
  });
  expect(await listArtifactFolder(root, 'model')).toMatchObject({
    value: [{ path: 'model/MLmodel' }, { path: 'model/data', isFolder: true }],
  });
  expect(await listArtifactFolder(root, 'inside')).toMatchObject({ value: [{ path: 'inside/MLmodel' }, { path: 'inside/data' }] });
});

test.each([
  '..',
  '../',
  'model/..',
  'model/../..',
  '/',
  '/etc',
  'model//data',
  'a\0b',
  './model',
  'outside',
  'outside/secret',
  'c:',
  'nowhere',
])('%j is refused', async folder => {
  expect(await listArtifactFolder(root, folder)).toMatchObject({ ok: false });
});

test('a file is no folder, and a missing root is told apart', async () => {
  expect(await listArtifactFolder(root, 'model/MLmodel')).toMatchObject({ ok: false, failure: { reason: 'unreadable' } });
  expect(await listArtifactFolder(path.join(base, 'nothing'), '')).toBeNull();
});

test('no spelling of a path shows what lies outside', async () => {
  const part = fc.constantFrom('..', '.', 'outside', 'model', 'secret', '', '\\', '%2e%2e', '..%2f');
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 6 }), async parts => {
      const listed = await listArtifactFolder(root, parts.join('/'));
      if (listed?.ok) expect(listed.value.map(artifact => path.basename(artifact.path))).not.toContain('secret');
    }),
  );
});
