import { type Json } from '../../base/json';
import { type RegistryEvent } from '../../domain/registryChange';
import { canonicalJson } from './canonicalJson';
import { isSealIntact } from './eventSeal';
import { parseEvent, parseFields } from './parseEvent';

/** Tags of a registered model whose keys begin so are ours, and are edited by no one else. */
export const HISTORY_TAG_PREFIX = 'modelops.';

/** Every tag of a registered model whose key begins so holds a part of its history. */
export const EVENT_TAG_PREFIX = `${HISTORY_TAG_PREFIX}event.`;

/** Bytes of UTF-8 in one tag: MLflow's column has room for 5,000 characters. */
const PART_BYTES = 4500;

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** An event as its tags hold it. */
export interface StoredEvent {
  readonly event: RegistryEvent;
  /** Whether its id and hash are those of its content and its tag. */
  readonly intact: boolean;
}

/**
 * An event as tags: `modelops.event.<id>` with its canonical JSON, or, if that is longer than 4,500 bytes,
 * `modelops.event.<id>.1-of-3` and so on with its pieces.
 */
export function eventToTags(event: RegistryEvent): Tag[] {
  const parts = splitByBytes(canonicalJson(event as unknown as Json), PART_BYTES);
  const key = EVENT_TAG_PREFIX + event.id;
  if (parts.length === 1) return parts.map(value => ({ key, value }));
  return parts.map((value, index) => ({ key: `${key}.${index + 1}-of-${parts.length}`, value }));
}

/** The events that tags hold, in no order. Tags of other keys are passed over, and so is what is not an event's JSON. */
export function eventsFromTags(tags: readonly Tag[]): StoredEvent[] {
  return [...joinParts(tags)].flatMap(([id, text]) => {
    const fields = parseFields(text);
    const event = fields === null ? null : parseEvent(fields);
    if (fields === null || event === null || event.id !== id) return [];
    return [{ event, intact: isSealIntact(fields) }];
  });
}

function joinParts(tags: readonly Tag[]): Map<string, string> {
  const parts = new Map<string, Map<number, string>>();
  const counts = new Map<string, number>();
  for (const { key, value } of tags) {
    const match = /^modelops\.event\.([^.]+)(?:\.(\d{1,4})-of-(\d{1,4}))?$/.exec(key);
    if (match?.[1] === undefined) continue;
    const its = parts.get(match[1]) ?? new Map<number, string>();
    its.set(Number(match[2] ?? 1), value);
    parts.set(match[1], its);
    counts.set(match[1], Number(match[3] ?? 1));
  }
  const complete = [...parts].filter(([id, its]) => its.size === counts.get(id));
  return new Map(
    complete.map(([id, its]) => [
      id,
      [...its]
        .sort(([a], [b]) => a - b)
        .map(([, text]) => text)
        .join(''),
    ]),
  );
}

function splitByBytes(text: string, limit: number): string[] {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const character of text) {
    const size = Buffer.byteLength(character);
    if (bytes + size > limit) {
      parts.push(part);
      part = '';
      bytes = 0;
    }
    part += character;
    bytes += size;
  }
  return [...parts, part];
}
