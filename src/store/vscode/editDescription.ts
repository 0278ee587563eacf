import { l10n, window } from 'vscode';
import { type Result, success } from '../../base/result';
import { NOTE_TAG } from '../../domain/tagOwner';
import { type EditableArgument } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { storeCalls } from '../contract';
import { askTarget, ownerOf, wordsOf } from './editTarget';
import { type RegistryPickers } from './registryPickers';

/** Edits the description of an experiment, a run, a model or a version. @returns whether it was changed. */
export async function editDescription(argument: EditableArgument | undefined, engine: Engine, pickers: RegistryPickers): Promise<boolean> {
  const target = argument ?? (await askTarget(l10n.t('Edit Description'), ['model', 'version', 'run', 'experiment'], pickers));
  const before = target === undefined ? undefined : pickers.value(await descriptionOf(target, engine));
  if (target === undefined || before === undefined) return false;
  const text = await askText(l10n.t('Description of {0}', wordsOf(target)), before);
  if (text === undefined || text === before) return false;
  const changed = await describe(target, text, engine);
  pickers.value(changed);
  return changed.ok;
}

async function descriptionOf(target: EditableArgument, engine: Engine): Promise<Result<string>> {
  if ('experiment' in target) return noteOf(await engine.ask(storeCalls.getExperiment, { experiment: target.experiment.experimentId }));
  if ('run' in target) return noteOf(await engine.ask(storeCalls.getRun, { runId: target.run.runId }));
  const found =
    'version' in target
      ? await engine.ask(storeCalls.getVersion, { name: target.version.name, version: target.version.version })
      : await engine.ask(storeCalls.getModel, { name: target.model.name });
  return found.ok ? success(found.value.description) : found;
}

function noteOf(found: Result<{ readonly tags: Readonly<Record<string, string>> }>): Result<string> {
  return found.ok ? success(found.value.tags[NOTE_TAG] ?? '') : found;
}

/** MLflow keeps the description of a run or an experiment in a tag. */
async function describe(target: EditableArgument, text: string, engine: Engine): Promise<Result<void>> {
  if ('experiment' in target || 'run' in target) {
    const edit = text === '' ? { set: {}, remove: [NOTE_TAG] } : { set: { [NOTE_TAG]: text }, remove: [] };
    return await engine.ask(storeCalls.changeTags, { owners: [ownerOf(target)], ...edit });
  }
  const { name } = 'version' in target ? target.version : target.model;
  const version = 'version' in target ? target.version.version : null;
  return await engine.ask(storeCalls.setDescription, { name, version, description: text });
}

/** An input box holds one line: in a text of several lines, \n stands for a line break. */
async function askText(title: string, before: string): Promise<string | undefined> {
  const isLong = before.includes('\n');
  const prompt = isLong ? l10n.t('\\n is a line break, \\\\ a backslash') : l10n.t('Empty removes it');
  const text = await window.showInputBox({ title, prompt, value: isLong ? folded(before) : before });
  return text === undefined || !isLong ? text : unfolded(text);
}

function folded(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function unfolded(text: string): string {
  return text.replace(/\\(n|\\)/g, (_, character: string) => (character === 'n' ? '\n' : '\\'));
}
