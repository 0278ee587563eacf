import { l10n } from 'vscode';
import { failureSentence, type Result } from '../../base/result';
import { checkExperimentName, checkModelName } from '../../domain/registryNames';
import { type CommandArguments, type EditableArgument } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { storeCalls } from '../contract';
import { askTarget, wordsOf } from './editTarget';
import { type RegistryPickers } from './registryPickers';
import { askText } from '../../workbench/pick';

type Renamed = Exclude<CommandArguments['modelOps.rename'], undefined>;

/** Gives an experiment, a run or a registered model another name. @returns whether it was changed. */
export async function rename(argument: Renamed | undefined, engine: Engine, pickers: RegistryPickers): Promise<boolean> {
  const target = argument ?? (await askTarget(l10n.t('Rename'), ['run', 'experiment', 'model'], pickers));
  if (target === undefined || 'version' in target) return false;
  const before = nameOf(target);
  const name = await askText({
    title: l10n.t('Rename {0}', wordsOf(target)),
    prompt: consequence(target),
    value: before,
    validateInput: typed => refusal(target, typed),
  });
  if (name === undefined || name === before) return false;
  const done = await send(target, name, engine);
  pickers.value(done);
  return done.ok;
}

function nameOf(target: Renamed): string {
  if ('experiment' in target) return target.experiment.name;
  return 'run' in target ? target.run.runName : target.model.name;
}

function consequence(target: EditableArgument): string {
  if ('model' in target) return l10n.t('Code that loads models:/{0}/… will not find it any more; its history stays.', nameOf(target));
  return 'experiment' in target ? l10n.t('Training code that sets the old name will make a new experiment.') : l10n.t('Its new name');
}

function refusal(target: Renamed, typed: string): string | null {
  if ('run' in target) return typed.trim() === '' ? l10n.t('A name has at least one character.') : null;
  const checked = 'model' in target ? checkModelName(typed) : checkExperimentName(typed);
  return checked.ok ? null : failureSentence(checked.failure);
}

async function send(target: Renamed, name: string, engine: Engine): Promise<Result<unknown>> {
  if ('experiment' in target) {
    return await engine.ask(storeCalls.renameExperiment, { experiment: target.experiment.experimentId, name });
  }
  if ('run' in target) return await engine.ask(storeCalls.renameRun, { runId: target.run.runId, name });
  return await engine.ask(storeCalls.renameModel, { name: target.model.name, newName: name });
}
