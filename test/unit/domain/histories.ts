import { modelName } from '../../../src/domain/ids';
import { type Stage } from '../../../src/domain/registeredModel';
import { type HistoryEntry, type Move, type RegistryEvent } from '../../../src/domain/registryChange';
import { v } from './registryStates';

export const toStage = (version: number, from: Stage, to: Stage): Move => ({ kind: 'stage', version: v(version), from, to });

export const toAlias = (alias: string, from: number | null, to: number | null): Move => ({
  kind: 'alias',
  alias,
  from: from === null ? null : v(from),
  to: to === null ? null : v(to),
});

/** An event written short; it follows `parents`, and says so by their ids. */
export function eventOf(id: string, at: number, moves: readonly Move[], parents: readonly string[] = []): RegistryEvent {
  return { id, at, actor: 'ana', action: 'stage', model: modelName('delay'), moves, reason: '', parents, hash: '' };
}

/** A change that was made elsewhere between two times. */
export function seenOf(
  id: string,
  [lastSeen, firstSeen]: readonly [number, number],
  moves: readonly Move[],
  parents: readonly string[] = [],
): RegistryEvent {
  return { ...eventOf(id, firstSeen, moves, parents), actor: '', action: 'observed', observed: { lastSeen, firstSeen } };
}

/** Events, oldest first, as a store's history, newest first. */
export function historyOf(...events: readonly RegistryEvent[]): HistoryEntry[] {
  return events
    .map(event => ({
      event,
      integrity: 'whole' as const,
      concurrent: false,
      undoneBy: null,
      unrecorded: false,
      rollBack: null,
      rollBackRefusal: null,
    }))
    .reverse();
}
