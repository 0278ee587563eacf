import path from 'node:path';
import { failure, type Result, success } from '../base/result';
import { modelName, runId, versionNumber } from '../domain/ids';
import { parseStage, type Stage, STAGES } from '../domain/registeredModel';
import { type ChangeRequest, type LoadEffect, type RollbackTarget } from '../domain/registryChange';
import { command, type Outcome, type PreparedCommand, type Session } from './command';
import { versionJson } from './mlflowNames';
import { flag, text } from './options';
import { visible } from './plainText';
import { movesText } from './movesText';

const reason = text('TEXT', 'Why; kept in the history.');

export const register = command({
  words: 'register',
  summary: 'Register a new version; creates the model if it is not there.',
  positionals: ['NAME'],
  options: {
    source: text('URI_OR_PATH', 'The model: models:/m-…, runs:/ID/PATH or a model folder. Needed.'),
    run: text('ID', 'The run that made it, where the source does not say.'),
    description: text('TEXT', 'What is to be known of this version.'),
  },
  plan: ([name = ''], { source, run, description }) =>
    source === undefined
      ? failure('invalid', '--source is missing.')
      : success(session =>
          session.withStore(async store => {
            const request = {
              name: modelName(name),
              source: absolute(session, source),
              ...(run === undefined ? {} : { runId: runId(run) }),
              ...(description === undefined ? {} : { description }),
            };
            const made = await store.registerVersion(request, session.job);
            if (!made.ok) return made;
            const { version } = made.value;
            return success({
              json: versionJson(made.value),
              text: `Registered ${visible(name)} v${version} from ${visible(made.value.source)}. \`models:/${visible(name)}/${version}\` loads it.`,
            });
          }),
        ),
});

export const stage = command({
  words: 'stage',
  summary: `Move a version to a stage: ${STAGES.join(', ')}.`,
  positionals: ['NAME', 'VERSION', 'STAGE'],
  options: { 'archive-existing': flag('Archive the other versions in that stage (Staging and Production only).'), reason },
  plan: ([name = '', version = '', stageText = ''], values) => {
    const to = parseStage(stageText);
    const archiveExisting = values['archive-existing'] ?? false;
    if (to === null) return failure('invalid', `"${stageText}" is none of ${STAGES.join(', ')}.`);
    if (archiveExisting && !mayArchive(to))
      return failure('invalid', `--archive-existing is possible for Staging and Production only, not for ${to}.`);
    return withVersion(version, number =>
      change({ action: 'stage', model: modelName(name), version: number, stage: to, archiveExisting }, values.reason),
    );
  },
});

export const aliasSet = command({
  words: 'alias set',
  summary: 'Let an alias name a version.',
  positionals: ['NAME', 'ALIAS', 'VERSION'],
  options: { reason },
  plan: ([name = '', alias = '', version = ''], values) =>
    withVersion(version, number => change({ action: 'alias', model: modelName(name), alias, version: number }, values.reason)),
});

export const aliasDelete = command({
  words: 'alias delete',
  summary: 'Remove an alias.',
  positionals: ['NAME', 'ALIAS'],
  options: { reason },
  plan: ([name = '', alias = ''], values) =>
    success(change({ action: 'alias', model: modelName(name), alias, version: null }, values.reason)),
});

export const rollback = command({
  words: 'rollback',
  summary: 'Restore the state before the newest change of a stage or alias that is not undone yet, or before one event.',
  positionals: ['NAME'],
  options: {
    stage: text('STAGE', 'Take back the newest change that touches this stage.'),
    alias: text('ALIAS', 'Take back the newest change of this alias.'),
    event: text('ID', 'Take back this event; the event of a roll back to redo.'),
    reason,
  },
  plan: ([name = ''], values) => {
    const target = rollbackTarget(values);
    return target.ok ? success(change({ action: 'rollback', model: modelName(name), target: target.value }, values.reason)) : target;
  },
});

function rollbackTarget(given: { readonly stage?: string; readonly alias?: string; readonly event?: string }): Result<RollbackTarget> {
  if ([given.stage, given.alias, given.event].filter(value => value !== undefined).length !== 1)
    return failure('invalid', 'Exactly one of --stage, --alias and --event is needed.');
  if (given.alias !== undefined) return success({ kind: 'alias', alias: given.alias });
  if (given.event !== undefined) return success({ kind: 'event', id: given.event });
  const found = parseStage(given.stage ?? '');
  return found === null
    ? failure('invalid', `"${given.stage}" is none of ${STAGES.join(', ')}.`)
    : success({ kind: 'stage', stage: found });
}

/** Plans the change, says what should be read before it, makes it, and says what loaders get. */
function change(request: ChangeRequest, why = ''): PreparedCommand {
  return session =>
    session.withStore(async store => {
      const plan = await store.planChange(request);
      if (!plan.ok) return plan;
      for (const note of plan.value.notes) session.terminal.say(`${visible(note)}\n`);
      const event = await store.applyChange(plan.value, why);
      if (!event.ok) return event;
      return success<Outcome>({ json: event.value, text: [movesText(event.value.moves), ...plan.value.loads.map(loadText)].join('\n') });
    });
}

function loadText({ uri, before, after }: LoadEffect): string {
  const what = after === null ? 'nothing' : `v${after}`;
  return `\`${visible(uri)}\` ${before === after ? 'still' : 'now'} loads ${what}`;
}

function withVersion(version: string, make: (version: ReturnType<typeof versionNumber>) => PreparedCommand): Result<PreparedCommand> {
  return /^[1-9]\d*$/.test(version) ? success(make(versionNumber(version))) : failure('invalid', `"${version}" is no version number.`);
}

function mayArchive(to: Stage): boolean {
  return to === 'Staging' || to === 'Production';
}

/** A path is meant from the working directory; a URI is left as it is. */
function absolute(session: Session, source: string): string {
  return /^[a-z][a-z0-9+.-]+:/i.test(source) ? source : path.resolve(session.terminal.folder, source);
}
