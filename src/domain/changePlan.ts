import { type VersionNumber } from './ids';
import { type Stage } from './registeredModel';
import { type ChangeAction, type ChangePlan, type LoadEffect, type Move } from './registryChange';
import { stateAfter, versionsIn, type RegistryState } from './registryState';
import { shownText } from './shownText';

/** Stages that people load from: what `models:/NAME/None` loads says nothing to anyone. */
const LOADED_STAGES: readonly Stage[] = ['Production', 'Staging'];

/** Works out what moves mean for those who load the model. MLflow loads the highest version of a stage. */
export function changePlan(
  state: RegistryState,
  change: { action: ChangeAction; moves: readonly Move[]; undoes: string | null },
): ChangePlan {
  const after = stateAfter(state, change.moves);
  return {
    model: state.model,
    action: change.action,
    moves: change.moves,
    loads: loadEffects(state, after, change.moves),
    notes: [...stageNotes(state, after, change.moves), ...aliasNotes(state, change.moves)],
    undoes: change.undoes,
  };
}

function loadEffects(before: RegistryState, after: RegistryState, moves: readonly Move[]): LoadEffect[] {
  const stages = touchedStages(moves).map(stage => ({
    uri: `models:/${before.model}/${stage}`,
    before: versionsIn(before, stage)[0] ?? null,
    after: versionsIn(after, stage)[0] ?? null,
  }));
  const aliases = moves.flatMap(move =>
    move.kind === 'alias' ? [{ uri: `models:/${before.model}@${move.alias}`, before: move.from, after: move.to }] : [],
  );
  return [...stages, ...aliases];
}

function touchedStages(moves: readonly Move[]): Stage[] {
  return LOADED_STAGES.filter(stage => moves.some(move => move.kind === 'stage' && (move.from === stage || move.to === stage)));
}

function stageNotes(before: RegistryState, after: RegistryState, moves: readonly Move[]): string[] {
  return touchedStages(moves).flatMap(stage => {
    const uri = `models:/${shownText(before.model)}/${stage}`;
    const [loaded, ...others] = versionsIn(after, stage);
    if (loaded === undefined) return [`No version is left in ${stage}: loading ${uri} will fail.`];
    const arrived = moves.flatMap(move => (move.kind === 'stage' && move.to === stage ? [move.version] : []));
    return arrived.length === 0 ? [] : arrivalNotes({ stage, uri, loaded, others, arrived });
  });
}

interface Arrival {
  readonly stage: Stage;
  readonly uri: string;
  readonly loaded: VersionNumber;
  readonly others: readonly VersionNumber[];
  readonly arrived: readonly VersionNumber[];
}

function arrivalNotes({ stage, uri, loaded, others, arrived }: Arrival): string[] {
  if (!arrived.includes(loaded)) {
    return [`Version ${loaded} stays in ${stage}, and loaders get the highest version of a stage: ${uri} still loads version ${loaded}.`];
  }
  const staying = others.filter(version => !arrived.includes(version));
  if (staying.length === 0) return [];
  const who = staying.length === 1 ? `Version ${staying[0] ?? ''} stays` : `Versions ${staying.join(', ')} stay`;
  return [`${who} in ${stage} too; loaders get the highest version, ${loaded}.`];
}

function aliasNotes(state: RegistryState, moves: readonly Move[]): string[] {
  return moves.flatMap(move =>
    move.kind === 'alias' && move.to === null
      ? [`The alias goes away: loading models:/${shownText(state.model)}@${move.alias} will fail.`]
      : [],
  );
}
