import { type ModelName, type VersionNumber } from './ids';
import { type Stage } from './registeredModel';
import { type Move } from './registryChange';

/** The stages and aliases of one registered model at one moment. Deleted versions are not in it. */
export interface RegistryState {
  readonly model: ModelName;
  readonly stages: ReadonlyMap<VersionNumber, Stage>;
  readonly aliases: ReadonlyMap<string, VersionNumber>;
}

/** The state that moves lead to. */
export function stateAfter(state: RegistryState, moves: readonly Move[]): RegistryState {
  const stages = new Map(state.stages);
  const aliases = new Map(state.aliases);
  for (const move of moves) {
    if (move.kind === 'stage') stages.set(move.version, move.to);
    else if (move.to === null) aliases.delete(move.alias);
    else aliases.set(move.alias, move.to);
  }
  return { model: state.model, stages, aliases };
}

/** The versions of a stage, highest first. */
export function versionsIn(state: RegistryState, stage: Stage): readonly VersionNumber[] {
  const versions = [...state.stages].filter(([, its]) => its === stage).map(([version]) => version);
  return versions.sort((a, b) => compareVersions(b, a));
}

export function compareVersions(a: VersionNumber, b: VersionNumber): number {
  return Number(a) - Number(b);
}

/**
 * Why a move cannot be made from this state, as a part of a sentence that says what is so now; null if it can. It can if
 * the thing that it moves is where the move says it is, and the version that it leads to exists.
 */
export function moveObstacle(state: RegistryState, move: Move): string | null {
  return move.kind === 'stage' ? stageObstacle(state, move) : aliasObstacle(state, move);
}

function stageObstacle(state: RegistryState, move: Extract<Move, { kind: 'stage' }>): string | null {
  const now = state.stages.get(move.version);
  if (now === undefined) return `version ${move.version} is deleted`;
  return now === move.from ? null : `version ${move.version} is in ${now} now, not in ${move.from}`;
}

function aliasObstacle(state: RegistryState, move: Extract<Move, { kind: 'alias' }>): string | null {
  const now = state.aliases.get(move.alias) ?? null;
  if (now !== move.from) return `@${move.alias} names ${namedVersion(now)} now, not ${namedVersion(move.from)}`;
  if (move.to !== null && !state.stages.has(move.to)) return `version ${move.to}, which @${move.alias} would name, is deleted`;
  return null;
}

function namedVersion(version: VersionNumber | null): string {
  return version === null ? 'no version' : `version ${version}`;
}
