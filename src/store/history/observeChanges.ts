import { type VersionNumber } from '../../domain/ids';
import { type Move, type RegistryEvent } from '../../domain/registryChange';
import { compareVersions, stateAfter, type RegistryState } from '../../domain/registryState';
import { heads } from './eventOrder';
import { sealEvent } from './eventSeal';
import { type StoredEvent } from './eventTags';

/** When the changes that no event records must have been made: epoch milliseconds. */
export interface SeenTimes {
  /** When the model was created: before that there was nothing to change. */
  readonly created: number;
  readonly now: number;
}

/**
 * The changes that were made elsewhere since the newest event, oldest first: one event for all stages, since archiving
 * moves several at once, and one for each alias. Versions are born in None and without aliases, so the recorded moves say
 * what the state should be; where it is something else, somebody changed it elsewhere. Versions that are gone are passed
 * over: nothing was moved, and nothing can be moved back.
 *
 * Pure: recording them is for the caller, together with the next change.
 * @param events in order, oldest first.
 */
export function observeChanges(state: RegistryState, events: readonly StoredEvent[], times: SeenTimes): RegistryEvent[] {
  const lastSeen = Math.min(
    times.now,
    events.reduce((latest, { event }) => Math.max(latest, event.at), times.created),
  );
  const seen: RegistryEvent[] = [];
  for (const moves of unrecordedMoves(state, events)) {
    const previous = seen.at(-1);
    seen.push(
      sealEvent({
        at: times.now,
        actor: '',
        action: 'observed',
        model: state.model,
        moves,
        reason: '',
        observed: { lastSeen, firstSeen: times.now },
        parents: previous === undefined ? heads(events) : [previous.id],
      }),
    );
  }
  return seen;
}

/** What belongs together. */
function unrecordedMoves(state: RegistryState, events: readonly StoredEvent[]): Move[][] {
  const nothing: RegistryState = { model: state.model, stages: new Map(), aliases: new Map() };
  const recorded = events.reduce((before, { event }) => stateAfter(before, event.moves), nothing);
  const stages = stageMoves(recorded, state);
  return [...(stages.length === 0 ? [] : [stages]), ...aliasMoves(recorded, state).map(move => [move])];
}

function stageMoves(recorded: RegistryState, state: RegistryState): Move[] {
  const versions = [...state.stages].sort(([a], [b]) => compareVersions(a, b));
  return versions.flatMap(([version, to]): Move[] => {
    const from = recorded.stages.get(version) ?? 'None';
    return from === to ? [] : [{ kind: 'stage', version, from, to }];
  });
}

function aliasMoves(recorded: RegistryState, state: RegistryState): Move[] {
  const names = [...new Set([...recorded.aliases.keys(), ...state.aliases.keys()])].sort();
  return names.flatMap((alias): Move[] => {
    const from: VersionNumber | null = recorded.aliases.get(alias) ?? null;
    const to: VersionNumber | null = state.aliases.get(alias) ?? null;
    return from === to ? [] : [{ kind: 'alias', alias, from, to }];
  });
}
