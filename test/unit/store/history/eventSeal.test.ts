import { describe, expect, test } from 'vitest';
import { type Json } from '../../../../src/base/json';
import { modelName } from '../../../../src/domain/ids';
import { type RegistryEvent } from '../../../../src/domain/registryChange';
import { canonicalJson } from '../../../../src/store/history/canonicalJson';
import { isSealIntact, sealEvent, type EventDraft } from '../../../../src/store/history/eventSeal';
import { v } from '../../domain/registryStates';

const draft: EventDraft = {
  at: 1_700_000_000_000,
  actor: 'ana',
  action: 'stage',
  model: modelName('delay'),
  moves: [{ kind: 'stage', version: v(1), from: 'None', to: 'Production' }],
  reason: 'better recall',
  parents: [],
};

const fields = (event: RegistryEvent) => event as unknown as { readonly [key: string]: Json };

describe('canonical JSON', () => {
  test('has its keys in order and no spaces', () => {
    expect(canonicalJson({ b: [1, 'x', null, true], a: { d: 0.1, c: -0 }, ä: 1, Z: 2 })).toBe(
      '{"Z":2,"a":{"c":0,"d":0.1},"b":[1,"x",null,true],"ä":1}',
    );
  });
  test('escapes as JSON.stringify does', () => {
    expect(canonicalJson('"\n\u2028\ud800😀')).toBe('"\\"\\n\u2028\\ud800😀"');
  });
  test('refuses numbers that JSON lacks', () => {
    expect(() => canonicalJson({ a: NaN })).toThrow();
  });
});

describe('sealing', () => {
  test('gives the same event the same id and hash, in 32 and 64 digits', () => {
    const sealed = sealEvent(draft);
    expect(sealed).toEqual(sealEvent({ ...draft }));
    expect(sealed.id).toMatch(/^[0-9a-f]{32}$/);
    expect(sealed.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(isSealIntact(fields(sealed))).toBe(true);
  });

  test.each<[string, Partial<RegistryEvent>]>([
    ['time', { at: 1 }],
    ['actor', { actor: 'bob' }],
    ['reason', { reason: '' }],
    ['moves', { moves: [] }],
    ['parents', { parents: ['x'] }],
    ['id', { id: 'x' }],
    ['undoes', { undoes: 'x' }],
  ])('a changed %s breaks it', (_, change) => {
    expect(isSealIntact(fields({ ...sealEvent(draft), ...change }))).toBe(false);
  });

  test('a changed event that is sealed again has another id, which its children do not name', () => {
    expect(sealEvent({ ...draft, reason: 'forged' }).id).not.toBe(sealEvent(draft).id);
  });

  test('an observed change has the same id whoever sees it and whenever', () => {
    const seen = sealEvent({ ...draft, action: 'observed', observed: { lastSeen: 1, firstSeen: 2 } });
    const seenElsewhere = sealEvent({ ...draft, action: 'observed', at: 9, actor: 'bob', observed: { lastSeen: 1, firstSeen: 9 } });
    expect(seen.id).toBe(seenElsewhere.id);
    expect(seen.hash).not.toBe(seenElsewhere.hash);
    expect(sealEvent({ ...draft, action: 'observed', parents: ['p'] }).id).not.toBe(seen.id);
  });
});
