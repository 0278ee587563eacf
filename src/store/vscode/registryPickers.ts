import { l10n, ThemeIcon } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type Result } from '../../base/result';
import { type Experiment } from '../../domain/experiment';
import { type ModelName } from '../../domain/ids';
import { type ModelVersion, type RegisteredModel, type Stage } from '../../domain/registeredModel';
import { type Run } from '../../domain/run';
import { type ModelArgument, type RunArgument, type VersionArgument } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { type Choice, pick } from '../../workbench/pick';
import { relativeTime } from '../../workbench/times';
import { type Page, storeCalls } from '../contract';
import { modelDescription } from './modelNodes';
import { runDescription, runIcon } from './runWords';
import { stageIcon } from './versionNode';

/** As many rows as a pick is given: beyond, one types a part of the name. */
const MOST_ROWS = 1000;

/** Asks for a model, a version or a run where a command was not given one. Undefined: dismissed, or told why not. */
export class RegistryPickers {
  constructor(
    private readonly engine: Engine,
    private readonly notices: Notices,
  ) {}

  async model(title: string): Promise<RegisteredModel | undefined> {
    const models = this.items(await this.engine.ask(storeCalls.listModels, { limit: MOST_ROWS }));
    if (models === undefined) return undefined;
    if (models.length === 0) {
      this.notices.say(l10n.t('There is no registered model yet. Register one from a run first.'));
      return undefined;
    }
    return models.length === 1 ? models[0] : await pick({ title, placeholder: l10n.t('Which model?') }, models.map(modelChoice));
  }

  /** The version that the argument names; else one of the model that it names; else one of any model. */
  async version(title: string, argument: VersionArgument | ModelArgument | undefined): Promise<ModelVersion | undefined> {
    if (argument !== undefined && 'version' in argument) {
      const { name, version } = argument.version;
      return this.value(await this.engine.ask(storeCalls.getVersion, { name, version }));
    }
    const name = argument?.model.name ?? (await this.model(title))?.name;
    return name === undefined ? undefined : await this.versionOf(name, title);
  }

  /** Another version to hold beside one: of the same model, what is deployed first, or of another model. */
  async otherVersion(title: string, than: VersionArgument['version']): Promise<ModelVersion | undefined> {
    const versions = this.items(await this.engine.ask(storeCalls.listVersions, { name: than.name, limit: MOST_ROWS }));
    if (versions === undefined) return undefined;
    const others = versions.filter(({ version }) => version !== than.version).toSorted(byStage);
    const elsewhere: Choice<null> = { label: l10n.t('A version of another model…'), iconPath: new ThemeIcon('package'), value: null };
    const placeholder = l10n.t('Compare {0} v{1} with…', plainLabel(than.name), than.version);
    const chosen = await pick<ModelVersion | null>({ title, placeholder }, [...others.map(versionChoice), elsewhere]);
    return chosen === null ? await this.version(title, undefined) : chosen;
  }

  async experiment(title: string): Promise<Experiment | undefined> {
    const experiments = this.items(await this.engine.ask(storeCalls.listExperiments, { limit: MOST_ROWS }));
    if (experiments === undefined) return undefined;
    return await pick({ title, placeholder: l10n.t('Which experiment?') }, experiments.map(experimentChoice));
  }

  async run(title: string): Promise<Run | undefined> {
    const experiment = await this.experiment(title);
    if (experiment === undefined) return undefined;
    const runs = this.items(await this.engine.ask(storeCalls.listRuns, { experiments: [experiment.experimentId], limit: MOST_ROWS }));
    if (runs === undefined) return undefined;
    return await pick({ title, placeholder: l10n.t('Which run?') }, runs.map(runChoice));
  }

  async freshRun(argument: RunArgument | undefined, title: string): Promise<Run | undefined> {
    if (argument === undefined) return await this.run(title);
    return this.value(await this.engine.ask(storeCalls.getRun, { runId: argument.run.runId }));
  }

  /** The value, or undefined after saying why there is none. */
  value<T>(result: Result<T>): T | undefined {
    if (result.ok) return result.value;
    this.notices.fail(result.failure);
    return undefined;
  }

  private async versionOf(name: ModelName, title: string): Promise<ModelVersion | undefined> {
    const versions = this.items(await this.engine.ask(storeCalls.listVersions, { name, limit: MOST_ROWS }));
    if (versions === undefined) return undefined;
    return await pick({ title, placeholder: l10n.t('Which version of {0}?', plainLabel(name)) }, versions.map(versionChoice));
  }

  private items<T>(result: Result<Page<T>>): readonly T[] | undefined {
    return this.value(result)?.items;
  }
}

const BY_IMPORTANCE: readonly Stage[] = ['Production', 'Staging', 'None', 'Archived'];

function byStage(a: ModelVersion, b: ModelVersion): number {
  return BY_IMPORTANCE.indexOf(a.stage) - BY_IMPORTANCE.indexOf(b.stage);
}

function modelChoice(model: RegisteredModel): Choice<RegisteredModel> {
  return {
    label: plainLabel(model.name),
    description: plainLabel(modelDescription(model)),
    iconPath: new ThemeIcon('package'),
    value: model,
  };
}

function versionChoice(version: ModelVersion): Choice<ModelVersion> {
  const description = [version.stage, ...version.aliases.map(alias => `@${alias}`), relativeTime(version.creationTime)].join(' · ');
  return {
    label: l10n.t('Version {0}', version.version),
    description: plainLabel(description),
    detail: plainLabel(version.description),
    iconPath: stageIcon(version.stage),
    value: version,
  };
}

function runChoice(run: Run): Choice<Run> {
  return { label: plainLabel(run.runName), description: plainLabel(runDescription(run)), iconPath: runIcon(run.status), value: run };
}

function experimentChoice(experiment: Experiment): Choice<Experiment> {
  return { label: plainLabel(experiment.name), iconPath: new ThemeIcon('library'), value: experiment };
}
