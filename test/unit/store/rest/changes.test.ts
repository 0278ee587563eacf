import { describe, expect, test } from 'vitest';
import { type ChangePlan, type ChangeRequest } from '../../../../src/domain/registryChange';
import { versionsIn } from '../../../../src/domain/registryState';
import { RegistryChanges } from '../../../../src/store/rest/changes';
import { valueOf, failureOf } from '../../../contract/storeFixture';
import { FakeCalls, FakeServer, Killed, model, v, type Disturbance } from './fakeRegistry';

const start = () => new FakeServer(['Production', 'None', 'Staging'], { champion: 1 });
const promote: ChangeRequest = { action: 'stage', model, version: v(2), stage: 'Production', archiveExisting: true };
const longReason = 'ü😀'.repeat(2000);

let time = 1_750_000_000_000;

/** @param client '0_0_x' is a client that may still be at work: process 0 is never one that has ended. */
function client(server: FakeServer, how: { name?: string; disturbance?: Disturbance; later?: number } = {}) {
  const calls = new FakeCalls(server, how.disturbance);
  const clock = () => (time += 10) + (how.later ?? 0);
  return { calls, changes: new RegistryChanges(calls, { actor: 'ana', clock, client: how.name ?? '0_0_mine' }) };
}

async function planned(server: FakeServer, request: ChangeRequest = promote): Promise<ChangePlan> {
  return valueOf(await client(server).changes.planChange(request));
}

/** Applies a plan with a client that is killed after so many writes; gives back how many it made. */
async function killedAfter(server: FakeServer, plan: ChangePlan, writes: number, reason: string): Promise<number> {
  const die = (write: number): void => {
    if (write + 1 === writes) throw new Killed();
  };
  const { calls, changes } = client(server, { disturbance: { after: die } });
  await changes.applyChange(plan, reason).then(valueOf, (error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
  return calls.writes;
}

async function writesOf(reason: string): Promise<number> {
  const server = start();
  const { calls, changes } = client(server);
  valueOf(await changes.applyChange(await planned(server), reason));
  return calls.writes;
}

const neverEmpty = (server: FakeServer): boolean => server.seen.every(state => versionsIn(state, 'Production').length > 0);

describe('a change', () => {
  test('is noted, made step by step, recorded, and then nothing is under way', async () => {
    const server = start();
    const event = valueOf(await client(server).changes.applyChange(await planned(server), 'why'));
    expect(event.moves).toHaveLength(2);
    expect(server.stages).toBe('Archived Production Staging');
    expect(server.intentKeys).toEqual([]);
    expect(server.eventKeys).toContain(`modelops.event.${event.id}`);
    expect(neverEmpty(server)).toBe(true);
  });

  test('is planned in all its ways from one reading, and anew from another', async () => {
    const server = start();
    const { calls, changes } = client(server);
    let reads = 0;
    const read = calls.read.bind(calls);
    calls.read = async name => (reads++, await read(name));
    const plans = await Promise.all([promote, { ...promote, archiveExisting: false }].map(request => changes.planChange(request)));
    expect(plans.map(plan => valueOf(plan).moves.length)).toEqual([2, 1]);
    expect(reads).toBe(1);
    valueOf(await changes.planChange(promote));
    expect(reads).toBe(2);
  });

  test('of several things at once waits for the one before it', async () => {
    const server = start();
    const { changes } = client(server);
    const plan = await planned(server);
    const both = await Promise.all([changes.applyChange(plan, ''), changes.applyChange(plan, '')]);
    expect(both.map(result => result.ok)).toEqual([true, false]);
    expect(failureOf(both[1] ?? valueOf(both[0])).reason).toBe('conflict');
  });

  test('that the server refuses half-way is taken back whole', async () => {
    for (let write = 0; write < (await writesOf('')); write++) {
      const server = start();
      const { changes } = client(server, { disturbance: { refuses: its => its === write } });
      const result = await changes.applyChange(await planned(server), '');
      valueOf(await client(server).changes.recoverChanges());
      const done = server.stages === 'Archived Production Staging' && server.recordsChange;
      expect(result.ok && !done, `write ${write}`).toBe(false);
      expect(done || server.stages === 'Production None Staging', `write ${write}: ${server.stages}`).toBe(true);
      expect(server.intentKeys).toEqual([]);
      expect(neverEmpty(server)).toBe(true);
    }
  });
});

describe.each([
  ['a short reason', ''],
  ['a reason in several parts', longReason],
])('killed after any write, with %s', (_, reason) => {
  test('the next start finishes or undoes it, and says which', async () => {
    const all = await writesOf(reason);
    const outcomes: string[] = [];
    for (let writes = 1; writes < all; writes++) {
      const server = start();
      await killedAfter(server, await planned(server), writes, reason);
      const [recovered, ...others] = valueOf(await client(server).changes.recoverChanges());
      expect(others).toEqual([]);
      const finished = recovered?.outcome === 'finished';
      outcomes.push(recovered?.outcome ?? '');
      expect(server.stages, `killed after ${writes}`).toBe(finished ? 'Archived Production Staging' : 'Production None Staging');
      const history = valueOf(await client(server).changes.history(model));
      expect(history.filter(entry => entry.event.action === 'stage')).toHaveLength(finished ? 1 : 0);
      expect(history.every(entry => entry.integrity === 'whole')).toBe(true);
      expect(server.intentKeys).toEqual([]);
      expect(neverEmpty(server)).toBe(true);
      expect(valueOf(await client(server).changes.recoverChanges())).toEqual([]);
    }
    expect(outcomes).toContain('undone');
    expect(outcomes).toContain('finished');
  });

  test('and killed again during any write of the repair, the start after it repairs', async () => {
    const all = await writesOf(reason);
    for (let writes = 1; writes < all; writes++) {
      for (let again = 1; again < all; again++) {
        const server = start();
        await killedAfter(server, await planned(server), writes, reason);
        const die = (write: number): void => {
          if (write + 1 === again) throw new Killed();
        };
        await client(server, { disturbance: { after: die } })
          .changes.recoverChanges()
          .catch(() => undefined);
        valueOf(await client(server).changes.recoverChanges());
        const isDone = server.stages === 'Archived Production Staging' && server.recordsChange;
        const isUndone = server.stages === 'Production None Staging';
        expect(isDone || isUndone, `killed after ${writes} and ${again}: ${server.stages}`).toBe(true);
        expect(server.intentKeys).toEqual([]);
        expect(neverEmpty(server)).toBe(true);
      }
    }
  });

  test('and history shows nothing of it meanwhile', async () => {
    const all = await writesOf(reason);
    for (let writes = 1; writes < all; writes++) {
      const server = start();
      const before = valueOf(await client(server).changes.history(model)).map(entry => entry.event.id);
      await killedAfter(server, await planned(server), writes, reason);
      const seen = valueOf(await client(server).changes.history(model)).map(entry => entry.event.id);
      const added = seen.filter(id => !before.includes(id));
      expect(added.length, `killed after ${writes}`).toBeLessThanOrEqual(1);
      if (added.length > 0) expect(server.stages).toBe('Archived Production Staging');
    }
  });
});

describe('somebody else moves a version during a change', () => {
  const theirs = { kind: 'stage', version: v(1), from: 'Production', to: 'Staging' } as const;

  test('at any moment: what was made is taken back, and the change says what is so now', async () => {
    const all = await writesOf('');
    for (let moment = 0; moment < all; moment++) {
      const server = start();
      const plan = await planned(server);
      const disturbance = { before: (write: number) => (write === moment ? server.apply(theirs) : undefined) };
      const result = await client(server, { disturbance }).changes.applyChange(plan, '');
      expect(server.intentKeys).toEqual([]);
      if (result.ok) {
        expect(server.state.stages.get(v(2)), `at ${moment}`).toBe('Production');
        expect(server.eventKeys).toContain(`modelops.event.${result.value.id}`);
      } else {
        expect(result.failure).toMatchObject({
          reason: 'conflict',
          message: expect.stringContaining('version 1 is in Staging now') as string,
        });
        expect(server.stages, `at ${moment}`).toBe('Staging None Staging');
        expect(server.eventKeys).toEqual([]);
      }
    }
  });

  test('and the client is killed at any moment after that: the next start ends in one state or the other', async () => {
    const all = await writesOf('');
    for (let moment = 0; moment < all; moment++) {
      for (let writes = moment + 1; writes < all + 3; writes++) {
        const server = start();
        const plan = await planned(server);
        const disturbance = {
          before: (write: number) => (write === moment ? server.apply(theirs) : undefined),
          after: (write: number) => {
            if (write + 1 === writes) throw new Killed();
          },
        };
        await client(server, { disturbance })
          .changes.applyChange(plan, '')
          .catch(() => undefined);
        valueOf(await client(server).changes.recoverChanges());
        expect(server.intentKeys).toEqual([]);
        const second = server.state.stages.get(v(2));
        expect(server.recordsChange ? second === 'Production' : second === 'None', `moved at ${moment}, killed after ${writes}`).toBe(true);
      }
    }
  });
});

describe('two clients', () => {
  test('never make changes of one model at the same time', async () => {
    for (let first = 0; first < 12; first++) {
      const server = start();
      const plan = await planned(server);
      const other = await planned(server, { action: 'stage', model, version: v(3), stage: 'Production', archiveExisting: true });
      let theirs: ReturnType<RegistryChanges['applyChange']> | undefined;
      const disturbance = {
        before: (write: number): void => {
          if (write === first) theirs = client(server, { name: '0_0_theirs' }).changes.applyChange(other, '');
        },
      };
      const mine = await client(server, { disturbance }).changes.applyChange(plan, '');
      const its = await theirs;
      expect([mine.ok, its?.ok].filter(Boolean).length, `begun at ${first}`).toBeLessThanOrEqual(1);
      expect(['Archived Production Staging', 'Archived None Production', 'Production None Staging']).toContain(server.stages);
      expect(server.intentKeys).toEqual([]);
    }
  });

  test('what another one began a moment ago is left to it, and after two minutes is seen to', async () => {
    const server = start();
    await killedAfter(server, await planned(server), 2, '');
    const stranger = client(server, { name: '0_0_other' });
    expect(valueOf(await stranger.changes.recoverChanges())).toEqual([]);
    const alias: ChangeRequest = { action: 'alias', model, alias: 'other', version: v(3) };
    expect(failureOf(await stranger.changes.applyChange(await planned(server, alias), ''))).toMatchObject({
      reason: 'conflict',
      message: 'Nothing was changed: another change of delay is under way.',
    });
    const later = client(server, { name: '0_0_other', later: 121_000 });
    expect(valueOf(await later.changes.recoverChanges())).toMatchObject([{ model, outcome: 'finished' }]);
  });

  test('of this machine: what a process that has ended began is seen to at once', async () => {
    const server = start();
    const { makeClientId } = await import('../../../../src/store/rest/clientId');
    const [machine = ''] = makeClientId().split('_');
    const dead = { name: `${machine}_4194999_x` };
    const die = (write: number): void => {
      if (write === 1) throw new Killed();
    };
    await client(server, { ...dead, disturbance: { after: die } })
      .changes.applyChange(await planned(server), '')
      .catch(() => undefined);
    expect(server.stages).toBe('Production Production Staging');
    expect(valueOf(await client(server).changes.recoverChanges())).toMatchObject([
      { outcome: 'finished', sentence: expect.stringContaining('version 2 to Production') as string },
    ]);
    expect(server.stages).toBe('Archived Production Staging');
  });
});

test('a change that was planned from a half-made one is told what became of that', async () => {
  const server = start();
  await killedAfter(server, await planned(server), 2, '');
  const { changes } = client(server);
  const plan = await planned(server, { action: 'stage', model, version: v(1), stage: 'Archived', archiveExisting: false });
  expect(failureOf(await changes.applyChange(plan, ''))).toMatchObject({
    reason: 'conflict',
    message: 'A change of delay by ana (version 2 to Production, version 1 to Archived) was interrupted, and is finished now.',
  });
  expect(server.stages).toBe('Archived Production Staging');
});

test('an intent that someone forged moves nothing', async () => {
  const server = start();
  const forged = { moves: [{ kind: 'stage', version: '1', from: 'Production', to: 'Archived' }], events: [] };
  server.tags.set('modelops.intent.1-0_0_mine-aa', JSON.stringify(forged));
  server.tags.set('modelops.intent.2-0_0_mine-bb', 'no JSON');
  server.tags.set('modelops.intent.nonsense', '{}');
  valueOf(await client(server).changes.recoverChanges());
  expect(server.stages).toBe('Production None Staging');
  expect(server.intentKeys).toEqual([]);
});
