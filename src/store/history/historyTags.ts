import { EVENT_TAG_PREFIX } from './eventTags';
import { INTENT_TAG_PREFIX } from './intents';

/** What all tags of ours begin with. */
export const OWN_TAG_PREFIX = 'modelops.';

/** Tags of a registered model that are its history, or a change of it under way: they are neither shown nor edited. */
export const HISTORY_TAG_PREFIXES: readonly string[] = [EVENT_TAG_PREFIX, INTENT_TAG_PREFIX];

export function isHistoryTag(key: string): boolean {
  return HISTORY_TAG_PREFIXES.some(prefix => key.startsWith(prefix));
}
