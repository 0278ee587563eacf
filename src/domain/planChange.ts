import { failure, success, type Result } from '../base/result';
import { changePlan } from './changePlan';
import { checkAlias } from './registryNames';
import { type ChangePlan, type ChangeRequest, type Move } from './registryChange';
import { compareVersions, versionsIn, type RegistryState } from './registryState';
import { shownText } from './shownText';

type StageRequest = Extract<ChangeRequest, { action: 'stage' }>;
type AliasRequest = Extract<ChangeRequest, { action: 'alias' }>;

/**
 * What moving a version to a stage changes. The others of that stage go to Archived if asked to, which MLflow allows
 * for Staging and Production only. 'invalid' if nothing would move.
 */
export function planStageChange(state: RegistryState, request: StageRequest): Result<ChangePlan> {
  const from = state.stages.get(request.version);
  if (from === undefined) return noSuchVersion(state, request.version);
  if (request.archiveExisting && request.stage !== 'Staging' && request.stage !== 'Production') {
    return failure('invalid', `Moving to ${request.stage} cannot archive the versions that are there: only Staging and Production can.`);
  }
  const moves: Move[] = [];
  if (from !== request.stage) moves.push({ kind: 'stage', version: request.version, from, to: request.stage });
  if (request.archiveExisting) moves.push(...archivingMoves(state, request));
  if (moves.length === 0)
    return failure('invalid', `Version ${request.version} of ${shownText(state.model)} is in ${request.stage} already.`);
  return success(changePlan(state, { action: 'stage', moves, undoes: null }));
}

/** What setting an alias (or removing it, with a null version) changes. 'invalid' if nothing would move. */
export function planAliasChange(state: RegistryState, request: AliasRequest): Result<ChangePlan> {
  const from = state.aliases.get(request.alias) ?? null;
  const obstacle = request.version === null ? removalObstacle(state, request.alias) : settingObstacle(state, request);
  if (obstacle !== null) return obstacle;
  const moves: Move[] = [{ kind: 'alias', alias: request.alias, from, to: request.version }];
  return success(changePlan(state, { action: 'alias', moves, undoes: null }));
}

function archivingMoves(state: RegistryState, request: StageRequest): Move[] {
  const others = versionsIn(state, request.stage).filter(version => version !== request.version);
  return others.sort(compareVersions).map(version => ({ kind: 'stage', version, from: request.stage, to: 'Archived' }));
}

function removalObstacle(state: RegistryState, alias: string): Result<never> | null {
  if (state.aliases.has(alias)) return null;
  return failure('not_found', `${shownText(state.model)} has no alias '${shownText(alias)}'.`);
}

function settingObstacle(state: RegistryState, request: AliasRequest): Result<never> | null {
  const checked = checkAlias(request.alias);
  if (!checked.ok) return checked;
  const version = request.version;
  if (version === null || !state.stages.has(version)) return noSuchVersion(state, version ?? '');
  if (state.aliases.get(request.alias) !== version) return null;
  return failure('invalid', `@${request.alias} of ${shownText(state.model)} names version ${version} already.`);
}

function noSuchVersion(state: RegistryState, version: string): Result<never> {
  return failure('not_found', `${shownText(state.model)} has no version ${shownText(version)}.`);
}
