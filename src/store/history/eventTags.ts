import { type Json } from '../../base/json';
import { type RegistryEvent } from '../../domain/registryChange';
import { canonicalJson } from './canonicalJson';
import { isSealIntact } from './eventSeal';
import { parseEvent, parseFields } from './parseEvent';
import { textsFromTags, textToTags, type Tag } from './taggedText';

/** Tags of a registered model whose keys begin so are its history, or a change under way: they are neither shown nor edited. */
export const HISTORY_TAG_PREFIX = 'modelops.';

/** Every tag of a registered model whose key begins so holds a part of its history. */
const EVENT_TAG_PREFIX = `${HISTORY_TAG_PREFIX}event.`;

/** An event as its tags hold it. */
export interface StoredEvent {
  readonly event: RegistryEvent;
  /** Whether its id and hash are those of its content and its tag. */
  readonly intact: boolean;
}

/** An event as tags `modelops.event.<id>` with its canonical JSON. */
export function eventToTags(event: RegistryEvent): Tag[] {
  return textToTags(EVENT_TAG_PREFIX + event.id, canonicalJson(event as unknown as Json));
}

/** The events that tags hold, in no order. Tags of other keys are passed over, and so is what is not an event's JSON. */
export function eventsFromTags(tags: readonly Tag[]): StoredEvent[] {
  return textsFromTags(EVENT_TAG_PREFIX, tags).flatMap(({ id, text }) => {
    const fields = text === null ? null : parseFields(text);
    const event = fields === null ? null : parseEvent(fields);
    if (fields === null || event === null || event.id !== id) return [];
    return [{ event, intact: isSealIntact(fields) }];
  });
}
