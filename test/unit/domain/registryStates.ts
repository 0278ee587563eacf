import { modelName, versionNumber, type VersionNumber } from '../../../src/domain/ids';
import { type Stage } from '../../../src/domain/registeredModel';
import { type RegistryState } from '../../../src/domain/registryState';

export const v = (text: string | number): VersionNumber => versionNumber(String(text));

/** A state written short: `state({ 1: 'Archived', 2: 'Production' }, { champion: 2 })`. */
export function state(stages: Readonly<Record<number, Stage>>, aliases: Readonly<Record<string, number>> = {}): RegistryState {
  return {
    model: modelName('delay'),
    stages: new Map(Object.entries(stages).map(([version, stage]) => [v(version), stage])),
    aliases: new Map(Object.entries(aliases).map(([alias, version]) => [alias, v(version)])),
  };
}
