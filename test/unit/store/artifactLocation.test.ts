import fc from 'fast-check';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isWithin, localPathOf } from '../../../src/store/artifactLocation';

let folder = '';
const roots = () => ({ databaseFolder: folder, artifactsDestination: path.join(folder, 'mlartifacts') });

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'location-'));
  mkdirSync(path.join(folder, 'a b'));
  mkdirSync(path.join(folder, 'c%20d'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('paths, file URIs and what a server keeps have a place', () => {
  const value = (uri: string) => localPathOf(uri, roots());
  expect(value('/x/1/r/artifacts')).toEqual({ ok: true, value: '/x/1/r/artifacts' });
  expect(value('./mlruns/1')).toEqual({ ok: true, value: path.join(folder, 'mlruns/1') });
  expect(value('file:///x/a%20b')).toEqual({ ok: true, value: '/x/a b' });
  expect(value('file:/x/y')).toEqual({ ok: true, value: '/x/y' });
  expect(value('file://localhost/x')).toEqual({ ok: true, value: '/x' });
  expect(value('mlflow-artifacts:/1/r/artifacts')).toEqual({ ok: true, value: path.join(folder, 'mlartifacts/1/r/artifacts') });
  expect(value('mlflow-artifacts://host:5000/1/r')).toEqual({ ok: true, value: path.join(folder, 'mlartifacts/1/r') });
});

test('a plain path is taken as written if it is there, else decoded as MLflow does', () => {
  expect(localPathOf(`${folder}/c%20d`, roots())).toEqual({ ok: true, value: path.join(folder, 'c%20d') });
  expect(localPathOf(`${folder}/a%20b`, roots())).toEqual({ ok: true, value: path.join(folder, 'a b') });
  expect(localPathOf(`${folder}/e%20f`, roots())).toEqual({ ok: true, value: path.join(folder, 'e%20f') });
  expect(localPathOf('/x/100%', roots())).toEqual({ ok: true, value: '/x/100%' });
});

test('what is missing lies where it was moved to, by the longest folder', () => {
  const moves = [
    { from: '/old', to: path.join(folder, 'a') },
    { from: '/old/mlruns/', to: path.join(folder, 'b') },
  ];
  const value = (uri: string) => localPathOf(uri, { ...roots(), moves });
  expect(value('/old/mlruns/1/r')).toEqual({ ok: true, value: path.join(folder, 'b/1/r') });
  expect(value('file:///old/x%20y')).toEqual({ ok: true, value: path.join(folder, 'a/x y') });
  expect(value('/older/x')).toEqual({ ok: true, value: '/older/x' });
  expect(localPathOf(`${folder}/a b`, { ...roots(), moves: [{ from: folder, to: '/elsewhere' }] })).toEqual({
    ok: true,
    value: path.join(folder, 'a b'),
  });
});

test.each([
  's3://bucket/x',
  'https://host/x',
  'dbfs:/x',
  'file://host/share',
  'file:',
  'file:///a%00b',
  '/x\0y',
  'mlflow-artifacts:/../../etc',
])('%j has no place on this machine', uri => {
  const place = localPathOf(uri, roots());
  expect(place.ok).toBe(false);
});

describe('a path within a root', () => {
  test('is the root or below it', () => {
    expect(isWithin('/a/b', '/a/b')).toBe(true);
    expect(isWithin('/a/b', '/a/b/c')).toBe(true);
    expect(isWithin('/a/b', '/a/b/..c')).toBe(true);
    expect(isWithin('/a/b', '/a/bc')).toBe(false);
    expect(isWithin('/a/b', '/a')).toBe(false);
  });
  test('nothing that a server URI names leaves its root', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('..', '.', '', 'a', '%2e%2e', '..\\', '/'), { maxLength: 8 }), parts => {
        const place = localPathOf(`mlflow-artifacts:/${parts.join('/')}`, roots());
        if (place.ok) expect(isWithin(roots().artifactsDestination, place.value)).toBe(true);
      }),
    );
  });
});
