import { l10n, type MarkdownString, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { oneLine } from '../../base/oneLine';
import { type Result } from '../../base/result';
import { type ModelVersion, type RegisteredModel } from '../../domain/registeredModel';
import { type Run } from '../../domain/run';
import { type ReportLines } from '../../reports/contract';
import { card } from '../../workbench/card';
import { rows } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { PagedNode } from '../../workbench/pagedNode';
import { exactTime } from '../../workbench/times';
import { type TreeNode } from '../../workbench/treeNode';
import { type Page, type PageRequest, type Search, storeCalls } from '../contract';
import { type LineageSources } from './lineageRows';
import { type ListFilter } from './listFilter';
import { type StoreConnection } from './storeConnection';
import { StoreRoot } from './storeRoot';
import { VersionNode } from './versionNode';

/** The root of the view Registered Models. */
export class ModelsRoot extends StoreRoot<RegisteredModel> {
  constructor(
    engine: Engine,
    connection: StoreConnection,
    private readonly reports: ReportLines,
    private readonly filter: ListFilter,
  ) {
    super('registered models', engine, connection);
  }

  override get emptyText(): string | null {
    if (this.connection.info === null) return null;
    return this.filter.isOn ? l10n.t('No model matches the filter.') : l10n.t('No registered models yet. Register one from a run.');
  }

  protected override read(asked: PageRequest): Promise<Result<Page<RegisteredModel>>> {
    return this.engine.ask(storeCalls.listModels, { ...asked, ...this.searched() });
  }

  /** Models have no deleted rows to show. */
  private searched(): Pick<Search, 'filter' | 'orderBy'> {
    const { view: _, ...search } = this.filter.query;
    return search;
  }

  private get sources(): VersionSources {
    return { engine: this.engine, reports: this.reports, isServer: () => this.connection.info?.kind === 'server' };
  }

  protected override nodesOf(models: readonly RegisteredModel[]): Promise<readonly TreeNode[]> {
    return Promise.resolve(models.map(model => new RegisteredModelNode(this, model, this.sources)));
  }
}

interface VersionSources extends LineageSources {
  readonly reports: ReportLines;
}

/** A registered model; its versions are read when it is expanded, newest first. */
export class RegisteredModelNode extends PagedNode<ModelVersion> {
  constructor(
    parent: TreeNode,
    readonly model: RegisteredModel,
    private readonly sources: VersionSources,
  ) {
    super(parent, model.name);
  }

  item(): TreeItem {
    const item = new TreeItem(oneLine(this.model.name), TreeItemCollapsibleState.Collapsed);
    item.description = modelDescription(this.model);
    item.iconPath = new ThemeIcon('package');
    item.contextValue = rows.registeredModel;
    return item;
  }

  override get emptyText(): string {
    return l10n.t('No versions yet.');
  }

  override tooltip(): Promise<MarkdownString> {
    const { name, description, creationTime, lastUpdateTime, versionCount, aliases } = this.model;
    const named = Object.entries(aliases).map(([alias, version]) => `@${alias} v${version}`);
    const facts = [
      [l10n.t('Versions'), String(versionCount)],
      [l10n.t('Aliases'), named.join(', ')],
      [l10n.t('Created'), exactTime(creationTime)],
      [l10n.t('Changed'), exactTime(lastUpdateTime)],
    ] as const;
    return Promise.resolve(card(name, facts, description));
  }

  protected override read(asked: PageRequest): Promise<Result<Page<ModelVersion>>> {
    return this.sources.engine.ask(storeCalls.listVersions, { ...asked, name: this.model.name });
  }

  protected override async nodesOf(versions: readonly ModelVersion[]): Promise<readonly TreeNode[]> {
    const runs = await Promise.all(versions.map(version => this.sourceRun(version)));
    const reports = await Promise.all(versions.map(version => this.sources.reports.newest(version)));
    return versions.map((version, index) => {
      const known = { run: runs[index] ?? null, reports: reports[index] ?? [] };
      return new VersionNode(this, version, known, this.sources);
    });
  }

  /** Null where the run is unknown or gone: the version is shown all the same. */
  private async sourceRun({ runId }: ModelVersion): Promise<Run | null> {
    if (runId === null) return null;
    const run = await this.sources.engine.ask(storeCalls.getRun, { runId });
    return run.ok ? run.value : null;
  }
}

/** "Production v4 · champion v4 · 6 versions". */
export function modelDescription(model: Pick<RegisteredModel, 'latestVersions' | 'aliases' | 'versionCount'>): string {
  const production = model.latestVersions.find(version => version.stage === 'Production');
  const aliases = Object.entries(model.aliases).map(([alias, version]) => `${oneLine(alias, 40)} v${version}`);
  const shown = aliases.length > 2 ? [...aliases.slice(0, 2), l10n.t('{0} more aliases', aliases.length - 2)] : aliases;
  const count = model.versionCount === 1 ? l10n.t('1 version') : l10n.t('{0} versions', model.versionCount);
  return [...(production === undefined ? [] : [`Production v${production.version}`]), ...shown, count].join(' · ');
}
