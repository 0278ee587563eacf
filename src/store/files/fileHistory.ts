import { type HistoryEntry } from '../../domain/registryChange';
import { type RegistryState } from '../../domain/registryState';
import { historyEntries } from '../history/historyEntries';
import { situationOf } from '../history/registrySituation';
import { type ModelFolderContent } from './modelFiles';

/** A model's history, newest first: what is recorded, and where its versions and aliases stand now. */
export function fileHistory({ model, versions, events }: ModelFolderContent): readonly HistoryEntry[] {
  const state: RegistryState = {
    model: model.name,
    stages: new Map(versions.map(({ version, stage }) => [version, stage])),
    aliases: new Map(Object.entries(model.aliases)),
  };
  const { recorded, unrecorded } = situationOf(state, events, { created: model.creationTime, now: model.lastUpdateTime });
  return historyEntries(state, recorded, unrecorded);
}
