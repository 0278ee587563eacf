import fc from 'fast-check';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findArtifact, listArtifactFolder } from '../../../src/store/artifactFolder';

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
  '%2e%2e',
  '%2E%2e/secret',
  '%252e%252e/secret',
  '..%2fsecret',
  'model%2f..%2f..%2fsecret',
  '..\\secret',
  '%5c..%5csecret',
  '..;a=b/secret',
  '..#/secret',
  'C:/secret',
  'c%3a/secret',
  'a%00b',
  'file:///etc/passwd',
])('%j is refused', async folder => {
  expect(await listArtifactFolder(root, folder)).toMatchObject({ ok: false });
  expect(await findArtifact(root, folder)).toMatchObject({ ok: false });
});

test('a file is no folder, and a missing root is told apart', async () => {
  expect(await listArtifactFolder(root, 'model/MLmodel')).toMatchObject({ ok: false, failure: { reason: 'unreadable' } });
  expect(await listArtifactFolder(path.join(base, 'nothing'), '')).toBeNull();
});

test('a file with a name that means something in a URI is a file', async () => {
  for (const name of ['a#b.txt', 'a;b.txt', '100%.txt', 'a%20b.txt', '...', 'a?b']) {
    writeFileSync(path.join(root, 'model', 'data', name), name);
    expect(await findArtifact(root, `model/data/${name}`)).toEqual({ ok: true, value: path.join(root, 'model', 'data', name) });
  }
  expect(await findArtifact(root, 'secret')).toMatchObject({ failure: { reason: 'not_found' } });
  expect(await findArtifact(path.join(base, 'nothing'), 'x')).toBeNull();
});

test('no spelling of a path shows what lies outside', async () => {
  const part = fc.constantFrom('..', '.', 'outside', 'model', 'secret', '', '\\', '%2e%2e', '..%2f', '..;x', '%2f', '..#');
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 6 }), async parts => {
      const listed = await listArtifactFolder(root, parts.join('/'));
      const found = await findArtifact(root, parts.join('/'));
      if (found?.ok) expect(found.value.startsWith(realpathSync(root))).toBe(true);
      if (listed?.ok) expect(listed.value.map(artifact => path.basename(artifact.path))).not.toContain('secret');
    }),
  );
});
