import { type RegistryEvent } from './registryChange';

/**
 * The ids of the events that only say what was there when history began: before them, nothing is known.
 * @param events oldest first.
 */
export function beginnings(events: readonly RegistryEvent[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const event of events) {
    if (event.action === 'observed' && event.parents.every(id => found.has(id))) found.add(event.id);
  }
  return found;
}
