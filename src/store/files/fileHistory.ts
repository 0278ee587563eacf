import { type HistoryEntry } from '../../domain/registryChange';
import { type RegistryState } from '../../domain/registryState';
import { inOrder } from '../history/eventOrder';
import { eventsFromTags } from '../history/eventTags';
import { historyEntries } from '../history/historyEntries';
import { observeChanges } from '../history/observeChanges';
import { type ModelFolderContent } from './modelFiles';

/** A model's history, newest first: what is recorded, and where its versions and aliases stand now. */
export function fileHistory({ model, versions, events }: ModelFolderContent): readonly HistoryEntry[] {
  const state: RegistryState = {
    model: model.name,
    stages: new Map(versions.map(({ version, stage }) => [version, stage])),
    aliases: new Map(Object.entries(model.aliases)),
  };
  const recorded = inOrder(eventsFromTags(events));
  return historyEntries(state, recorded, observeChanges(state, recorded, { created: model.creationTime, now: model.lastUpdateTime }));
}
