import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelName } from '../../../../src/domain/ids';
import { STAGES, type Stage } from '../../../../src/domain/registeredModel';
import { type ChangeRequest } from '../../../../src/domain/registryChange';
import { type RegistryState } from '../../../../src/domain/registryState';
import { state, v } from '../../domain/registryStates';
import { RegistryModel } from './registryModel';

const model = modelName('delay');
const stage = fc.constantFrom<Stage>(...STAGES);
const version = fc.integer({ min: 1, max: 4 });

const change: fc.Arbitrary<ChangeRequest> = fc.oneof(
  fc.record({
    action: fc.constant('stage' as const),
    model: fc.constant(model),
    version: version.map(v),
    stage,
    archiveExisting: fc.boolean(),
  }),
  fc.record({
    action: fc.constant('alias' as const),
    model: fc.constant(model),
    alias: fc.constantFrom('a', 'b'),
    version: fc.option(version.map(v)),
  }),
);

const start: fc.Arbitrary<RegistryState> = fc
  .tuple(fc.array(stage, { minLength: 4, maxLength: 4 }), fc.dictionary(fc.constantFrom('a', 'b'), version))
  .map(([stages, aliases]) => state(Object.fromEntries(stages.map((its, index) => [index + 1, its])), aliases));

function facts(its: RegistryState): unknown {
  return { stages: [...its.stages].sort(), aliases: [...its.aliases].sort() };
}

/** Makes those of the changes that change something; their events, oldest first. */
function makeAll(registry: RegistryModel, changes: readonly ChangeRequest[]): string[] {
  return changes.flatMap(request => {
    const plan = registry.plan(request);
    return plan.ok ? [registry.apply(plan).id] : [];
  });
}

test('rolling back each of any changes, newest first, restores the state that they began from', () => {
  fc.assert(
    fc.property(start, fc.array(change, { maxLength: 12 }), (from, changes) => {
      const registry = new RegistryModel(from);
      for (const id of makeAll(registry, changes).reverse()) registry.apply(registry.planRollback({ kind: 'event', id }));
      expect(facts(registry.state)).toEqual(facts(from));
      expect(registry.history().every(entry => entry.integrity === 'whole')).toBe(true);
    }),
  );
});

test('rolling back and redoing changes nothing, at any depth', () => {
  fc.assert(
    fc.property(start, fc.array(change, { minLength: 1, maxLength: 8 }), fc.nat(6), (from, changes, depth) => {
      const registry = new RegistryModel(from);
      const ids = makeAll(registry, changes);
      const before = facts(registry.state);
      const backs = ids
        .slice(-depth - 1)
        .reverse()
        .map(id => registry.apply(registry.planRollback({ kind: 'event', id })).id);
      for (const id of backs.reverse()) registry.apply(registry.planRollback({ kind: 'event', id }));
      expect(facts(registry.state)).toEqual(before);
    }),
  );
});

test('after any change the plan holds: the highest version of a stage is what it says will load', () => {
  fc.assert(
    fc.property(start, change, (from, request) => {
      const registry = new RegistryModel(from);
      const plan = registry.plan(request);
      if (!plan.ok) return;
      registry.apply(plan);
      for (const load of plan.value.loads.filter(its => !its.uri.includes('@'))) {
        const inStage = [...registry.state.stages].filter(([, its]) => load.uri.endsWith(`/${its}`)).map(([its]) => Number(its));
        expect(load.after).toBe(inStage.length === 0 ? null : String(Math.max(...inStage)));
      }
    }),
  );
});

test('whatever is done elsewhere in between, history replays to the present', () => {
  const move = fc.record({ version, stage });
  fc.assert(
    fc.property(start, fc.array(fc.oneof(change, move), { maxLength: 15 }), (from, steps) => {
      const registry = new RegistryModel(from);
      for (const step of steps) {
        if ('action' in step) makeAll(registry, [step]);
        else
          registry.elsewhere({
            kind: 'stage',
            version: v(step.version),
            from: registry.state.stages.get(v(step.version)) ?? 'None',
            to: step.stage,
          });
      }
      makeAll(registry, [{ action: 'alias', model, alias: 'last', version: v(1) }]);
      expect(registry.unrecorded()).toEqual([]);
    }),
  );
});
