import { l10n, ThemeIcon, window } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { modelName, type RunId } from '../../domain/ids';
import { type LoggedModel } from '../../domain/run';
import { executeCommand } from '../../workbench/commands';
import { type CommandArguments, type RunArgument } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { type Choice, pick, pickOrType } from '../../workbench/pick';
import { showProgress } from '../../workbench/showProgress';
import { storeCalls } from '../contract';
import { modelDescription } from './modelNodes';
import { type RegistryPickers } from './registryPickers';

interface Source {
  readonly uri: string;
  readonly runId: RunId | null;
  /** What the user knows it by. */
  readonly name: string;
}

/** Registers a model version from a run's model, a logged model or a model folder. */
export class RegisterVersion {
  constructor(
    private readonly engine: Engine,
    private readonly pickers: RegistryPickers,
    private readonly notices: Notices,
  ) {}

  /** @returns whether a version was registered. */
  async run(argument: CommandArguments['modelOps.registerVersion']): Promise<boolean> {
    const source = await this.source(argument);
    if (source === undefined) return false;
    const name = argument !== undefined && 'model' in argument ? argument.model.name : await this.modelName(source);
    return name !== undefined && (await this.register(name, source));
  }

  private async source(argument: CommandArguments['modelOps.registerVersion']): Promise<Source | undefined> {
    if (argument !== undefined && 'loggedModel' in argument) return sourceOf(argument.loggedModel);
    if (argument !== undefined && 'run' in argument) return await this.modelOfRun(argument);
    const choices: readonly Choice<'run' | 'folder'>[] = [
      {
        label: l10n.t('A model of a run'),
        detail: l10n.t('Choose an experiment, a run and one of its models'),
        iconPath: new ThemeIcon('history'),
        value: 'run',
      },
      {
        label: l10n.t('A model folder…'),
        detail: l10n.t('A folder with an MLmodel file'),
        iconPath: new ThemeIcon('folder-opened'),
        value: 'folder',
      },
    ];
    const kind = await pick({ title: l10n.t('Register Model Version'), placeholder: l10n.t('Where does the model come from?') }, choices);
    if (kind === undefined) return undefined;
    return kind === 'run' ? await this.modelOfRun(undefined) : await modelFolder();
  }

  private async modelOfRun(argument: RunArgument | undefined): Promise<Source | undefined> {
    const title = l10n.t('Register Model Version');
    const run = argument?.run ?? (await this.pickers.run(title));
    const models = run === undefined ? undefined : this.pickers.value(await this.engine.ask(storeCalls.loggedModels, { runId: run.runId }));
    if (run === undefined || models === undefined) return undefined;
    if (models.length === 0) {
      this.notices.warn(l10n.t('{0} logged no model. Register from a run with a model, or from a model folder.', plainLabel(run.runName)));
      return undefined;
    }
    const only = models.length === 1 ? models[0] : undefined;
    const model =
      only ?? (await pick({ title, placeholder: l10n.t('Which model of {0}?', plainLabel(run.runName)) }, models.map(modelChoiceOf)));
    if (model === undefined) return undefined;
    return { uri: model.uri, runId: model.sourceRunId ?? run.runId, name: l10n.t('{0} of {1}', model.name, run.runName) };
  }

  private async modelName(source: Source): Promise<string | undefined> {
    const models = this.pickers.value(await this.engine.ask(storeCalls.listModels, { limit: 1000 }));
    if (models === undefined) return undefined;
    const existing = models.items.map((model): Choice<string> => ({
      label: plainLabel(model.name),
      description: plainLabel(modelDescription(model)),
      detail: l10n.t('Adds a version to it'),
      iconPath: new ThemeIcon('package'),
      value: model.name,
    }));
    const question = {
      title: l10n.t('Register {0} as…', plainLabel(source.name)),
      placeholder: l10n.t('Choose a registered model, or type the name of a new one'),
    };
    return await pickOrType(question, existing, newModelChoice);
  }

  private async register(name: string, source: Source): Promise<boolean> {
    const request = { name: modelName(name), source: source.uri, ...(source.runId === null ? {} : { runId: source.runId }) };
    const title = l10n.t('Registering {0}', plainLabel(source.name));
    const made = await showProgress(title, job => this.engine.ask(storeCalls.registerVersion, request, job));
    if (!made.ok) {
      this.notices.fail(made.failure);
      return false;
    }
    const setStage = { title: l10n.t('Set Stage…'), run: () => executeCommand('modelOps.setStage', { version: made.value }) };
    this.notices.say(l10n.t('{0} is version {1} of {2}.', plainLabel(source.name), made.value.version, plainLabel(name)), setStage);
    return true;
  }
}

function sourceOf(model: LoggedModel): Source {
  return { uri: model.uri, runId: model.sourceRunId, name: model.name };
}

async function modelFolder(): Promise<Source | undefined> {
  const chosen = await window.showOpenDialog({
    title: l10n.t('A model folder'),
    openLabel: l10n.t('Register'),
    canSelectFiles: false,
    canSelectFolders: true,
  });
  const folder = chosen?.[0];
  return folder === undefined ? undefined : { uri: folder.fsPath, runId: null, name: folder.path.split('/').at(-1) ?? folder.fsPath };
}

function modelChoiceOf(model: LoggedModel): Choice<LoggedModel> {
  return { label: plainLabel(model.name), description: plainLabel(model.uri), iconPath: new ThemeIcon('package'), value: model };
}

function newModelChoice(text: string): Choice<string> | string {
  if (/[/:]/.test(text)) return l10n.t('A model name has no “/” and no “:”.');
  return {
    label: plainLabel(text),
    description: l10n.t('new registered model'),
    detail: l10n.t('Becomes version 1 of it'),
    iconPath: new ThemeIcon('add'),
    value: text,
  };
}
