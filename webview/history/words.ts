import { type EventSpan } from '../../src/domain/eventSpans';
import { type VersionNumber } from '../../src/domain/ids';
import { type HistoryEntry, type Move, type RegistryEvent } from '../../src/domain/registryChange';
import { type Place, type PlaceAt, type RegistryAt } from '../../src/domain/registryAt';
import { countOf } from '../../src/base/countOf';
import { shortText, visibleText } from '../kit/visibleText';

/** The page's sentences about changes and moments. */

export function placeName(place: Place): string {
  return place.kind === 'stage' ? place.stage : `@${shortText(place.alias)}`;
}

/** "v5 → Production, v4 → Archived", "@champion v2 → v4". */
export function movesDone(moves: readonly Move[]): string {
  return moves.map(moveDone).join(', ');
}

function moveDone(move: Move): string {
  if (move.kind === 'stage') return `v${move.version} → ${move.to}`;
  const alias = `@${shortText(move.alias)}`;
  if (move.to === null) return `${alias} removed (was v${move.from ?? ''})`;
  return move.from === null ? `${alias} → v${move.to}` : `${alias} v${move.from} → v${move.to}`;
}

/** "puts v4 back to Production, removes @champion". */
export function movesBack(moves: readonly Move[]): string {
  return moves.map(moveBack).join(', ');
}

function moveBack(move: Move): string {
  if (move.kind === 'stage') return `puts v${move.version} back to ${move.to}`;
  const alias = `@${shortText(move.alias)}`;
  return move.to === null ? `removes ${alias}` : `points ${alias} back at v${move.to}`;
}

/** One thing that moved, from where to where. */
export function moveFromTo(move: Move): string {
  if (move.kind === 'stage') return `v${move.version}: ${move.from} → ${move.to}`;
  const named = (version: VersionNumber | null): string => (version === null ? 'none' : `v${version}`);
  return `@${shortText(move.alias)}: ${named(move.from)} → ${named(move.to)}`;
}

export function exactTime(at: number): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

export function whenWords({ at, observed }: RegistryEvent): string {
  return observed === undefined ? exactTime(at) : `between ${exactTime(observed.lastSeen)} and ${exactTime(observed.firstSeen)}`;
}

export function actorWords(event: RegistryEvent): string {
  return event.action === 'observed' ? 'someone, elsewhere' : visibleText(event.actor);
}

export const ACTION_WORDS: Readonly<Record<RegistryEvent['action'], string>> = {
  stage: 'stage',
  alias: 'alias',
  rollback: 'roll back',
  observed: 'seen, not made here',
};

/** What the record of an event is worth. */
export function recordWords({ integrity, unrecorded }: HistoryEntry): string {
  if (unrecorded) return 'Seen now; it is recorded with the next change that is made here.';
  if (integrity === 'edited') return 'It was edited after it was written: its hash does not match.';
  if (integrity === 'parentMissing') return 'An event before this one is missing: the chain is broken here.';
  return 'As it was written: its hash and its links hold.';
}

/** All records in one sentence. */
export function verdictWords(history: readonly HistoryEntry[]): string {
  if (history.length === 0) return 'No stage or alias was changed yet.';
  const edited = history.filter(entry => entry.integrity === 'edited').length;
  const broken = history.filter(entry => entry.integrity === 'parentMissing').length;
  if (edited + broken === 0) return 'Every record holds: its hash and its links are as they were written.';
  return [
    edited > 0 && `${countOf(edited, 'record was', 'records were')} edited after being written.`,
    broken > 0 && `${countOf(broken, 'record names', 'records name')} an event before it that is missing.`,
  ]
    .filter(part => part !== false)
    .join(' ');
}

/** What was where at a moment, a sentence for each place. */
export function answerLines(found: RegistryAt, deleted: ReadonlySet<string>): readonly string[] {
  if (found.knownSince === null) return ['Nothing is recorded.'];
  if (found.at < found.knownSince) return [`Not known: history begins on ${exactTime(found.knownSince)}.`];
  return found.places.map(place => `${placeName(place.place)}: ${alternativesWords(place, deleted)}`);
}

/** "v3 or v4 (changed elsewhere between … and …)". */
function alternativesWords({ alternatives, doubts }: PlaceAt, deleted: ReadonlySet<string>): string {
  const name = (version: VersionNumber): string => (deleted.has(version) ? `v${version} (deleted since)` : `v${version}`);
  const sets = alternatives.map(versions => (versions.length === 0 ? 'nothing' : versions.map(name).join(', '))).join(' or ');
  const [doubt] = doubts;
  return doubt === undefined ? sets : `${sets} (${doubtWords(doubt)})`;
}

/** Why it is not known exactly when an event took effect. */
export function doubtWords({ doubt, earliest, latest }: EventSpan): string {
  const times = `between ${exactTime(earliest)} and ${exactTime(latest)}`;
  if (doubt === 'clocks') return `the clocks of those who made the changes contradict their order, ${times}`;
  if (doubt === 'concurrent') return `two people changed it at once, ${times}`;
  if (doubt === 'beginning') return `already so when history began, ${exactTime(latest)}`;
  return `changed elsewhere ${times}`;
}
