import { type Json } from '../../base/json';
import { type Move, type RegistryEvent } from '../../domain/registryChange';
import { stateAfter, type RegistryState } from '../../domain/registryState';
import { canonicalJson } from './canonicalJson';
import { isSealIntact } from './eventSeal';
import { HISTORY_TAG_PREFIX } from './eventTags';
import { parseEvent, parseFields } from './parseEvent';
import { textsFromTags, textToTags, type Tag } from './taggedText';

/** Every tag of a registered model whose key begins so holds a change that is being made, or was left half-made. */
export const INTENT_TAG_PREFIX = `${HISTORY_TAG_PREFIX}intent.`;

/** A change that takes several calls, as it is noted before the first of them. The last event is the change itself. */
export interface Intent {
  /** Tells when and by which client it was begun, and which event it leads to: `1750000000000-CLIENT-EVENT`. */
  readonly id: string;
  /** In the order in which they are made. */
  readonly moves: readonly Move[];
  /** What is written once all moves are made, sealed. */
  readonly events: readonly RegistryEvent[];
}

/** An intent as it is found. */
export interface FoundIntent {
  readonly id: string;
  /** Epoch milliseconds, by the clock of who began it. */
  readonly at: number;
  readonly client: string;
  /** What the id of the event begins with that it leads to; '' if it is none of ours. */
  readonly event: string;
  /** The keys of the tags that hold it. */
  readonly keys: readonly string[];
  /** null if it is not there whole: its moves are not begun yet, or all is done and it is being removed. */
  readonly intent: Intent | null;
}

export function intentId(by: { readonly at: number; readonly client: string; readonly event: RegistryEvent }): string {
  return `${by.at}-${by.client}-${by.event.id.slice(0, 12)}`;
}

/** Tags `modelops.intent.<id>` with canonical JSON. */
export function intentToTags(intent: Intent): Tag[] {
  return textToTags(INTENT_TAG_PREFIX + intent.id, canonicalJson({ moves: intent.moves, events: intent.events } as unknown as Json));
}

/** The intents that tags hold, the one begun first coming first. */
export function intentsFromTags(tags: readonly Tag[]): FoundIntent[] {
  const found = textsFromTags(INTENT_TAG_PREFIX, tags).map(({ id, text, keys }) => {
    const [, at = '0', client = '', event = ''] = /^(\d{1,15})-([0-9a-z_]+)-([0-9a-f]{12})$/.exec(id) ?? [];
    return { id, at: Number(at), client, event, keys, intent: text === null ? null : parseIntent(id, text) };
  });
  return found.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** The state without what changes that are under way have moved so far: nobody changed that elsewhere. */
export function stateBefore(state: RegistryState, intents: readonly FoundIntent[]): RegistryState {
  const moves = intents.flatMap(found => found.intent?.moves ?? []);
  return stateAfter(state, moves.filter(move => isMade(state, move)).map(inverse));
}

/** Whether a thing is where this move leads. */
export function isMade(state: RegistryState, move: Move): boolean {
  return move.kind === 'stage' ? state.stages.get(move.version) === move.to : (state.aliases.get(move.alias) ?? null) === move.to;
}

/** Whether a thing is where this move begins. */
export function isPending(state: RegistryState, move: Move): boolean {
  return isMade(state, inverse(move));
}

export function inverse(move: Move): Move {
  if (move.kind === 'stage') return { ...move, from: move.to, to: move.from };
  return { ...move, from: move.to, to: move.from };
}

/** Whoever may write tags may have written it: only what is sealed, and only the moves of its events, is taken from it. */
function parseIntent(id: string, text: string): Intent | null {
  const fields = parseFields(text);
  const listed = fields?.['events'];
  if (!Array.isArray(listed)) return null;
  const events = (listed as readonly Json[]).map(value => {
    const its = parseFields(JSON.stringify(value));
    return its !== null && isSealIntact(its) ? parseEvent(its) : null;
  });
  const last = events.at(-1);
  if (last === undefined || last === null || !events.every(event => event !== null)) return null;
  const order = parseOrder(fields?.['moves'], last.moves);
  return order === null ? null : { id, moves: order, events };
}

/** The event's own moves in the order of the intent. */
function parseOrder(value: Json | undefined, moves: readonly Move[]): readonly Move[] | null {
  if (!Array.isArray(value) || value.length !== moves.length) return null;
  const named = new Map(moves.map(move => [canonicalJson(move as unknown as Json), move]));
  const ordered = (value as readonly Json[]).map(item => named.get(canonicalJson(item)));
  return ordered.every(move => move !== undefined) && new Set(ordered).size === moves.length ? ordered : null;
}
