import { l10n, ThemeIcon } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { failure, type Result, success } from '../../base/result';
import { modelName, type ModelName } from '../../domain/ids';
import { checkModelName } from '../../domain/registryNames';
import { type ModelVersion } from '../../domain/registeredModel';
import { executeCommand } from '../../workbench/commands';
import { type ModelArgument, type VersionArgument } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { type Choice, pickOrType } from '../../workbench/pick';
import { showProgress } from '../../workbench/showProgress';
import { storeCalls } from '../contract';
import { modelDescription } from './modelNodes';
import { type RegistryPickers } from './registryPickers';
import { type StoreViews } from './storeViews';

interface Parts {
  readonly engine: Engine;
  readonly pickers: RegistryPickers;
  readonly notices: Notices;
  readonly views: StoreViews;
}

/**
 * Makes a new version of another model that loads the files of a version, as MLflow's `copy_model_version` does: with its
 * run, description and tags, without its stage and aliases.
 * @returns whether a version was made.
 */
export async function copyVersion(argument: VersionArgument | ModelArgument | undefined, parts: Parts): Promise<boolean> {
  const version = await parts.pickers.version(l10n.t('Copy to Another Model'), argument);
  const target = version === undefined ? undefined : await askTarget(version, parts);
  if (version === undefined || target === undefined) return false;
  const title = l10n.t('Copying {0}', wordsOf(version));
  const made = await showProgress(title, job => {
    const { name, version: number, description } = version;
    return parts.engine.ask(storeCalls.registerVersion, { name: target, source: `models:/${name}/${number}`, description }, job);
  });
  const copied = parts.pickers.value(made);
  if (copied === undefined) return false;
  parts.pickers.value(await copyTags(version, copied, parts.engine));
  sayCopied(version, copied, parts);
  return true;
}

async function askTarget(version: ModelVersion, { engine, pickers }: Parts): Promise<ModelName | undefined> {
  const models = pickers.value(await engine.ask(storeCalls.listModels, { limit: 1000 }));
  if (models === undefined) return undefined;
  const choices = models.items
    .filter(({ name }) => name !== version.name)
    .map((model): Choice<ModelName> => ({
      label: plainLabel(model.name),
      description: plainLabel(modelDescription(model)),
      detail: l10n.t('A new version of it will load the same files as {0}', wordsOf(version)),
      iconPath: new ThemeIcon('package'),
      value: model.name,
    }));
  const question = {
    title: l10n.t('Copy {0} to…', wordsOf(version)),
    placeholder: l10n.t('Choose a registered model, or type the name of a new one'),
  };
  return await pickOrType(question, choices, text => newModel(text, version));
}

function newModel(text: string, version: ModelVersion): Choice<ModelName> | string {
  if (text === version.name) return l10n.t('That is the model that the version is of.');
  const checked = checkModelName(text);
  if (!checked.ok) return plainLabel(checked.failure.message);
  return {
    label: plainLabel(text),
    description: l10n.t('new registered model'),
    detail: l10n.t('Version 1 of it will load the same files as {0}', wordsOf(version)),
    iconPath: new ThemeIcon('add'),
    value: modelName(text),
  };
}

/** A copy without its tags is still a copy: it is said, and it stays. */
async function copyTags(from: ModelVersion, to: ModelVersion, engine: Engine): Promise<Result<void>> {
  if (Object.keys(from.tags).length === 0) return success(undefined);
  const owner = { kind: 'version', name: to.name, version: to.version } as const;
  const done = await engine.ask(storeCalls.changeTags, { owners: [owner], set: from.tags, remove: [] });
  if (done.ok) return done;
  const { reason, detail } = done.failure;
  const message = l10n.t('{0} was made, but without the tags: {1}', wordsOf(to), plainLabel(done.failure.message));
  return failure(reason, message, detail === undefined ? {} : { detail });
}

function sayCopied(from: ModelVersion, to: ModelVersion, { notices, views }: Parts): void {
  notices.say(
    l10n.t('{0} is now also {1}.', wordsOf(from), wordsOf(to)),
    { title: l10n.t('Set Alias…'), run: () => executeCommand('modelOps.setAlias', { version: to }) },
    { title: l10n.t('Show'), run: () => views.revealVersion({ version: to }) },
  );
}

function wordsOf({ name, version }: Pick<ModelVersion, 'name' | 'version'>): string {
  return `${plainLabel(name, 80)} v${version}`;
}
