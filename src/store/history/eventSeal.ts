import { createHash } from 'node:crypto';
import { type Json } from '../../base/json';
import { type RegistryEvent } from '../../domain/registryChange';
import { canonicalJson } from './canonicalJson';

/** An event before it has an id and a hash. */
export type EventDraft = Omit<RegistryEvent, 'id' | 'hash'>;

type Fields = { readonly [key: string]: Json };

/** Gives an event its id and its hash (SHA-256, hexadecimal, over canonical JSON). */
export function sealEvent(draft: EventDraft): RegistryEvent {
  const id = deriveId(draft as unknown as Fields);
  const identified = { ...draft, id };
  return { ...identified, hash: sha256(canonicalJson(identified as unknown as Fields)) };
}

/** Whether a stored event is as it was sealed: its hash covers all other fields, and its id is derived from them. */
export function isSealIntact(stored: Fields): boolean {
  const { hash, ...identified } = stored;
  if (hash !== sha256(canonicalJson(identified))) return false;
  const { id, ...draft } = identified;
  return id === deriveId(draft);
}

/**
 * The id is 32 digits of the hash of what the event says, so that the ids in `parents` bind an event to the past that
 * its writer saw: a past event that is edited no longer has the id that later ones name. For an observed change only
 * what was seen counts, not when and by whom: two clients that see the same change give it the same id.
 */
function deriveId(draft: Fields): string {
  if (draft['action'] !== 'observed') return sha256(canonicalJson(draft)).slice(0, 32);
  const { action, model, moves, parents } = draft;
  return sha256(canonicalJson({ action: action ?? null, model: model ?? null, moves: moves ?? null, parents: parents ?? null })).slice(
    0,
    32,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
