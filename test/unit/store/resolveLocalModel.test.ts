import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolveLocalModel } from '../../../src/store/resolveLocalModel';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'local model '));
  writeFileSync(path.join(folder, 'model.ubj'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder or file is found by path, relative path and file URI', () => {
  const file = path.join(folder, 'model.ubj');
  for (const uri of [file, path.relative(process.cwd(), file), pathToFileURL(file).href]) {
    expect(resolveLocalModel(uri)).toEqual({ ok: true, value: { uri, path: file, name: null, version: null, runId: null } });
  }
  expect(resolveLocalModel(folder)).toMatchObject({ value: { path: folder } });
});

test('what is not there is said', () => {
  expect(resolveLocalModel(path.join(folder, 'no'))).toMatchObject({ failure: { reason: 'not_found', nextStep: 'Check the path.' } });
});

test.each(['models:/a/1', 'runs:/a/b', 'mlflow-artifacts:/1', 's3://x', '', 'a\0b', 'file://host/x'])('%j needs a store', uri => {
  expect(resolveLocalModel(uri)).toBeNull();
});
