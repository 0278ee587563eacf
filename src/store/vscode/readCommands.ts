import { env, l10n, window } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type ModelName } from '../../domain/ids';
import {
  type CommandArguments,
  type LoggedModelArgument,
  type ModelArgument,
  type RunArgument,
  type VersionArgument,
} from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { type Choice, pick } from '../../workbench/pick';
import { type ReadingPages } from '../../workbench/readingPages';
import { storeCalls } from '../contract';
import { type RegistryPickers } from './registryPickers';
import { runPage } from './runPage';
import { RunNode } from './runNode';
import { type StoreViews } from './storeViews';

/** The commands that show or copy and change nothing. */
export class ReadCommands {
  constructor(
    private readonly engine: Engine,
    private readonly pickers: RegistryPickers,
    private readonly pages: ReadingPages,
    private readonly views: StoreViews,
  ) {}

  /** Shows what the run recorded, and its row if the tree holds it. */
  async openRun(argument: RunArgument | undefined): Promise<void> {
    const run = await this.pickers.freshRun(argument, l10n.t('Open Run'));
    if (run === undefined) return;
    const { runId } = run;
    await this.pages.show(run.runName, `run/${runId}`, async () => {
      const [read, models, versions, datasets] = await Promise.all([
        this.engine.ask(storeCalls.getRun, { runId }),
        this.engine.ask(storeCalls.loggedModels, { runId }),
        this.engine.ask(storeCalls.listVersions, { filter: `run_id = '${runId}'` }),
        this.engine.ask(storeCalls.datasets, { runId }),
      ]);
      return runPage({ run: read, models, versions, datasets });
    });
    await this.views.revealExperimentRow(node => node instanceof RunNode && node.run.runId === runId);
  }

  async copyModelUri(argument: CommandArguments['modelOps.copyModelUri']): Promise<void> {
    const uri = await this.uriOf(argument);
    if (uri !== undefined) await this.copyText({ copyable: uri });
  }

  async copyText({ copyable }: { readonly copyable: string }): Promise<void> {
    await env.clipboard.writeText(copyable);
    window.setStatusBarMessage(l10n.t('Copied {0}', plainLabel(copyable, 80)), 4000);
  }

  private async uriOf(argument: VersionArgument | ModelArgument | LoggedModelArgument | undefined): Promise<string | undefined> {
    if (argument !== undefined && 'loggedModel' in argument) return argument.loggedModel.uri;
    if (argument !== undefined && 'version' in argument) return `models:/${argument.version.name}/${argument.version.version}`;
    const name = await this.modelName(argument, l10n.t('Copy Model URI'));
    return name === undefined ? undefined : await this.anyUriOf(name);
  }

  /** By stage and alias, which follow what is deployed, then by number. */
  private async anyUriOf(name: ModelName): Promise<string | undefined> {
    const model = this.pickers.value(await this.engine.ask(storeCalls.getModel, { name }));
    const versions = this.pickers.value(await this.engine.ask(storeCalls.listVersions, { name }));
    if (model === undefined || versions === undefined) return undefined;
    const staged = model.latestVersions
      .filter(version => version.stage !== 'None')
      .map(({ stage, version }) => choice(`models:/${name}/${stage}`, l10n.t('now v{0}', version)));
    const aliased = Object.entries(model.aliases).map(([alias, version]) =>
      choice(`models:/${name}@${alias}`, l10n.t('now v{0}', version)),
    );
    const numbered = versions.items.map(({ version, stage }) => choice(`models:/${name}/${version}`, stage));
    return await pick({ title: l10n.t('Copy Model URI'), placeholder: l10n.t('Which URI?') }, [...staged, ...aliased, ...numbered]);
  }

  private async modelName(argument: VersionArgument | ModelArgument | undefined, title: string): Promise<ModelName | undefined> {
    if (argument === undefined) return (await this.pickers.model(title))?.name;
    return 'version' in argument ? argument.version.name : argument.model.name;
  }
}

function choice(uri: string, description: string): Choice<string> {
  return { label: plainLabel(uri), description, value: uri };
}
