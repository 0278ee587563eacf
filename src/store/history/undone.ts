import { type RegistryEvent } from '../../domain/registryChange';

/**
 * Which events are taken back, and by which event. A roll back that was itself taken back no longer counts, so after a
 * redo the first event stands again.
 * @param events oldest first.
 */
export function undoneBy(events: readonly RegistryEvent[]): ReadonlyMap<string, string> {
  const undone = new Map<string, string>();
  for (const event of [...events].reverse()) {
    const standing = !undone.has(event.id);
    if (standing && event.undoes !== undefined && !undone.has(event.undoes)) undone.set(event.undoes, event.id);
  }
  return undone;
}
