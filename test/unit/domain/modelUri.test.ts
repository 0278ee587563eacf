import { expect, test } from 'vitest';
import { parseModelUri } from '../../../src/domain/modelUri';

test.each([
  ['models:/delay/3', { kind: 'version', name: 'delay', version: '3' }],
  ['models:/delay/007', { kind: 'version', name: 'delay', version: '7' }],
  ['models:///delay/3', { kind: 'version', name: 'delay', version: '3' }],
  ['models:/delay@champion', { kind: 'alias', name: 'delay', alias: 'champion' }],
  ['models:/a@b@c', { kind: 'alias', name: 'a@b', alias: 'c' }],
  ['models:/a@b/2', { kind: 'version', name: 'a@b', version: '2' }],
  ['models:/delay/production', { kind: 'stage', name: 'delay', stage: 'Production' }],
  ['models:/delay/NONE', { kind: 'stage', name: 'delay', stage: 'None' }],
  ['models:/delay/Latest', { kind: 'latest', name: 'delay' }],
  ['models:/a b?c#d%20/1', { kind: 'version', name: 'a b?c#d%20', version: '1' }],
  ['models:/line\nbreak/1', { kind: 'version', name: 'line\nbreak', version: '1' }],
  ['models:/m-0123456789abcdef0123456789abcdef', { kind: 'loggedModel', id: 'm-0123456789abcdef0123456789abcdef' }],
  ['runs:/abc/model', { kind: 'run', runId: 'abc', path: 'model' }],
  ['runs:/abc/a/b/', { kind: 'run', runId: 'abc', path: 'a/b' }],
  ['runs:/abc', { kind: 'run', runId: 'abc', path: '' }],
  ['/tmp/model', { kind: 'location', uri: '/tmp/model' }],
  ['C:\\models\\m', { kind: 'location', uri: 'C:\\models\\m' }],
  ['file:///tmp/model', { kind: 'location', uri: 'file:///tmp/model' }],
])('%j', (text, expected) => {
  expect(parseModelUri(text)).toEqual({ ok: true, value: expected });
});

test.each([
  'models:/',
  'models:/delay',
  'models:/delay/',
  'models:/delay/3/x',
  'models:/@a',
  'models:/a@',
  'models:delay/1',
  'models:/delay/Prod',
  'runs:/',
  '',
])('%j names no model', text => {
  expect(parseModelUri(text)).toMatchObject({ ok: false, failure: { reason: 'invalid', nextStep: expect.any(String) as string } });
});
