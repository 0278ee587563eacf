import { describe, expect, test } from 'vitest';
import {
  checkAlias,
  checkDescription,
  checkExperimentName,
  checkModelName,
  checkTag,
  checkTagKey,
} from '../../../src/domain/registryNames';

describe('names of models', () => {
  test.each(['model', 'a b', '.hidden', 'x<b>', 'line\nbreak', '模型', 'a.b', '@home'])('%j is one', name => {
    expect(checkModelName(name)).toEqual({ ok: true, value: name });
  });
  test.each(['', '  ', '\n', 'a/b', 'models:x', '.', '..', '..x', 'x'.repeat(257)])('%j is none', name => {
    expect(checkModelName(name)).toMatchObject({ ok: false, failure: { reason: 'invalid' } });
  });
  test('a refusal is one line', () => {
    const refused = checkModelName('a/\nb');
    expect(refused.ok ? '' : refused.failure.message).toBe("A model's name cannot contain '/' or ':', as 'a/\\nb' does.");
  });
});

describe('aliases', () => {
  test.each(['champion', 'Ünï_-9', 'v', 'v1a', 'latest2', 'x'.repeat(255)])('%j is one', alias => {
    expect(checkAlias(alias)).toEqual({ ok: true, value: alias });
  });
  test.each(['', 'a b', 'a.b', 'a\n', 'latest', 'LATEST', 'v12', 'V1', 'x'.repeat(256)])('%j is none', alias => {
    expect(checkAlias(alias)).toMatchObject({ ok: false, failure: { reason: 'invalid' } });
  });
});

describe('keys of tags', () => {
  test.each(['k', 'a/b', 'modelops.event.1', 'with space', 'a:b', '.a', 'x'.repeat(250)])('%j is one', key => {
    expect(checkTagKey(key).ok).toBe(true);
  });
  test.each(['', '/a', 'a/', 'a//b', './a', 'a/../b', '..', '..a', 'a<b', 'a\n', 'x'.repeat(251)])('%j is none', key => {
    expect(checkTagKey(key).ok).toBe(false);
  });
  test('a value has at most 100,000 characters', () => {
    expect(checkTag('k', 'x'.repeat(100_000)).ok).toBe(true);
    expect(checkTag('k', 'x'.repeat(100_001))).toMatchObject({
      failure: { message: "A tag's value has at most 100,000 characters; this one has 100,001." },
    });
  });
});

test('descriptions and names of experiments have limits', () => {
  expect(checkDescription('x'.repeat(5000)).ok).toBe(true);
  expect(checkDescription('x'.repeat(5001)).ok).toBe(false);
  expect(checkExperimentName('a/b: c').ok).toBe(true);
  expect(checkExperimentName('x'.repeat(501)).ok).toBe(false);
  expect(checkExperimentName(' ').ok).toBe(false);
});
