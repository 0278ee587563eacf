import { eventSpans, type EventSpan } from './eventSpans';
import { type ModelName, type VersionNumber } from './ids';
import { type Stage } from './registeredModel';
import { type HistoryEntry } from './registryChange';
import { type RegistryState, stateAfter, versionsIn } from './registryState';

const SHOWN_STAGES: readonly Stage[] = ['Production', 'Staging', 'Archived'];

/** Where versions are looked for: a stage, or an alias. */
export type Place = { readonly kind: 'stage'; readonly stage: Stage } | { readonly kind: 'alias'; readonly alias: string };

/** What was in a place. */
export interface PlaceAt {
  readonly place: Place;
  /** The versions, highest first; several sets of them where it is not certain, in the order in which they would have followed. */
  readonly alternatives: readonly (readonly VersionNumber[])[];
  /** The events that make it uncertain, oldest first. */
  readonly doubts: readonly EventSpan[];
}

/** What a history says of one moment. */
export interface RegistryAt {
  readonly at: number;
  /** From when on anything is known; null for an empty history. */
  readonly knownSince: number | null;
  /** Production, the other stages that were ever used, and every alias that there ever was; empty where nothing is known. */
  readonly places: readonly PlaceAt[];
  /** Events up to then whose record was edited, or whose record does not say which came before. */
  readonly broken: readonly HistoryEntry[];
}

/**
 * What was in which stage, and what each alias named, at a moment. Before history began nothing is known, and nothing is
 * claimed. Between the times at which a change made elsewhere was not yet there and was seen, both are possible; a change
 * that was made and taken back within that time is seen by nobody. Versions that are deleted by now are named as they were:
 * history does not say when they were deleted. Cost: as the number of events.
 * @param history newest first, as a store gives it.
 */
export function registryAt(history: readonly HistoryEntry[], at: number): RegistryAt {
  const spans = eventSpans(history);
  const knownSince = historyStart(spans);
  const begun = spans.filter(span => hasBegun(span, at));
  const broken = begun.map(span => span.entry).filter(entry => entry.integrity !== 'whole');
  const [newest] = history;
  if (knownSince === null || at < knownSince || newest === undefined) return { at, knownSince, places: [], broken };
  const worlds = possibleStates(newest.event.model, begun, at);
  return { at, knownSince, places: placesOf(spans).map(place => placeAt(place, worlds)), broken };
}

/** From when on a history says anything: what was there when it began is known from the first look on. */
function historyStart(spans: readonly EventSpan[]): number | null {
  const starts = spans.map(span => (span.doubt === 'beginning' ? span.latest : span.earliest));
  return starts.length === 0 ? null : starts.reduce((first, start) => Math.min(first, start));
}

/** Production, and every other place that the events fill or empty: stages, then aliases by name. What is in None is nowhere. */
export function placesOf(spans: readonly EventSpan[]): readonly Place[] {
  const moves = spans.flatMap(span => span.entry.event.moves);
  const aliases = new Set(moves.flatMap(move => (move.kind === 'alias' ? [move.alias] : [])));
  const stages = new Set(moves.flatMap(move => (move.kind === 'stage' ? [move.from, move.to] : [])));
  return [
    ...SHOWN_STAGES.filter(stage => stage === 'Production' || stages.has(stage)).map(stage => ({ kind: 'stage' as const, stage })),
    ...[...aliases].sort().map(alias => ({ kind: 'alias' as const, alias })),
  ];
}

/** A state that there may have been, and the last uncertain event that would have led to it. */
interface World {
  readonly state: RegistryState;
  readonly doubt: EventSpan | null;
}

/** What is certain, and then what each uncertain event in turn would have made of it. */
function possibleStates(model: ModelName, begun: readonly EventSpan[], at: number): readonly World[] {
  const uncertain = begun.filter(span => span.latest > at);
  return [null, ...uncertain].map((doubt, count) => {
    const left = new Set(uncertain.slice(count));
    const nothing: RegistryState = { model, stages: new Map(), aliases: new Map() };
    const made = begun.filter(span => !left.has(span)).flatMap(span => span.entry.event.moves);
    return { state: stateAfter(nothing, made), doubt };
  });
}

function placeAt(place: Place, worlds: readonly World[]): PlaceAt {
  const alternatives: (readonly VersionNumber[])[] = [];
  const doubts: EventSpan[] = [];
  let before: string | null = null;
  for (const { state, doubt } of worlds) {
    const versions = versionsAt(state, place);
    const words = versions.join();
    if (doubt !== null && words !== before) doubts.push(doubt);
    if (!alternatives.some(known => known.join() === words)) alternatives.push(versions);
    before = words;
  }
  return { place, alternatives, doubts };
}

function versionsAt(state: RegistryState, place: Place): readonly VersionNumber[] {
  if (place.kind === 'stage') return versionsIn(state, place.stage);
  const named = state.aliases.get(place.alias);
  return named === undefined ? [] : [named];
}

/** Whether the event may have taken effect by then. What was seen unchanged at a time was unchanged then. */
function hasBegun(span: EventSpan, at: number): boolean {
  return span.latest <= at || (span.doubt === 'observed' || span.doubt === 'beginning' ? span.earliest < at : span.earliest <= at);
}
