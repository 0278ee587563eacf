import { l10n, type MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { fourDigits } from '../../base/fourDigits';
import { type Result, success } from '../../base/result';
import { type ModelVersion, type Stage } from '../../domain/registeredModel';
import { type Run } from '../../domain/run';
import { type ReportLine } from '../../reports/contract';
import { card, type CardFact } from '../../workbench/card';
import { tickStep } from '../../workbench/commands';
import { rows } from '../../workbench/contributions';
import { commandOf } from '../../workbench/messageNodes';
import { exactTime, relativeTime } from '../../workbench/times';
import { type Children, TreeNode } from '../../workbench/treeNode';
import { ArtifactsNode } from './artifactNode';
import { FactNode, GroupNode } from './factNodes';
import { lineageRows, type LineageSources } from './lineageRows';
import { firstMetric } from './runWords';

const STAGE_ICONS: Readonly<Record<Stage, readonly [icon: string, color: string]>> = {
  Production: ['rocket', 'charts.green'],
  Staging: ['beaker', 'charts.yellow'],
  Archived: ['archive', 'disabledForeground'],
  None: ['circle-outline', 'foreground'],
};

export function stageIcon(stage: Stage): ThemeIcon {
  const [icon, color] = STAGE_ICONS[stage];
  return new ThemeIcon(icon, new ThemeColor(color));
}

interface Known {
  readonly run: Run | null;
  readonly reports: readonly ReportLine[];
}

/** A version of a registered model: its stage by icon and word, and what is known of it below. */
export class VersionNode extends TreeNode {
  constructor(
    parent: TreeNode,
    readonly version: ModelVersion,
    private readonly known: Known,
    private readonly sources: LineageSources,
  ) {
    super(parent, version.version);
  }

  item(): TreeItem {
    const item = new TreeItem(l10n.t('Version {0}', this.version.version), TreeItemCollapsibleState.Collapsed);
    item.description = this.description();
    item.iconPath = this.version.status === 'READY' ? stageIcon(this.version.stage) : new ThemeIcon('warning');
    item.contextValue = rows.modelVersion;
    return item;
  }

  override tooltip(): Promise<MarkdownString> {
    const { name, version, stage, aliases, description, creationTime, source, status } = this.version;
    const metrics = Object.entries(this.known.run?.metrics ?? {}).slice(0, 4);
    const facts: CardFact[] = [
      [l10n.t('Stage'), stage],
      [l10n.t('Aliases'), aliases.map(alias => `@${alias}`).join(', ')],
      [l10n.t('Status'), status === 'READY' ? null : status],
      [l10n.t('Source run'), this.known.run?.runName],
      [l10n.t('Metrics'), metrics.map(([metric, value]) => `${metric} ${fourDigits(value)}`).join(', ')],
      [l10n.t('Created'), exactTime(creationTime)],
      [l10n.t('Source'), source],
    ];
    return Promise.resolve(card(`${name} v${version}`, facts, description));
  }

  /** To see what a version is made of completes the walkthrough's step "look at a version". */
  override async children(): Promise<Result<Children>> {
    tickStep('version');
    const lineage = await lineageRows(this, this.version, this.known.run, this.sources);
    // What was found out about a version comes before what it is made of.
    return success({ nodes: [...this.reportRows(), ...lineage, ...this.ownRows(), this.artifacts()], more: false, failure: null });
  }

  private description(): string {
    const { stage, aliases, creationTime } = this.version;
    const drift = this.known.reports.find(report => report.kind === 'drift');
    const metric = this.known.run === null ? null : firstMetric(this.known.run);
    const parts = [
      stage,
      ...aliases.map(alias => `@${alias}`),
      metric,
      drift === undefined ? relativeTime(creationTime) : l10n.t('drift {0}', drift.summary),
    ];
    return parts.filter(part => part !== null).join(' · ');
  }

  private ownRows(): readonly TreeNode[] {
    const { source, description, tags } = this.version;
    const ownTags = Object.entries(tags).filter(([name]) => !/^(mlflow|modelops)\./.test(name));
    const found: TreeNode[] = [new FactNode(this, { key: 'source', name: l10n.t('Source'), value: source, icon: new ThemeIcon('link') })];
    if (description !== '')
      found.push(new FactNode(this, { key: 'description', name: l10n.t('Description'), value: description, icon: new ThemeIcon('note') }));
    if (ownTags.length > 0) found.push(this.tagGroup(ownTags));
    return found;
  }

  private tagGroup(tags: readonly (readonly [string, string])[]): TreeNode {
    const read = (group: TreeNode) => success(tags.map(([name, value]) => new FactNode(group, { name, value })));
    return new GroupNode(this, {
      key: 'tags',
      label: l10n.t('Tags'),
      icon: 'tag',
      count: tags.length,
      emptyText: l10n.t('No tags.'),
      read,
    });
  }

  private artifacts(): TreeNode {
    const { name, version } = this.version;
    return new ArtifactsNode(
      this,
      { owner: { kind: 'version', name, version }, folder: '', name: `${name} v${version}` },
      this.sources.engine,
    );
  }

  private reportRows(): readonly TreeNode[] {
    return this.known.reports.map(report => new ReportNode(this, report));
  }
}

/** The newest saved report of a kind; a click opens it. */
class ReportNode extends TreeNode {
  constructor(
    parent: TreeNode,
    private readonly report: ReportLine,
  ) {
    super(parent, report.kind);
  }

  get reportPath(): string {
    return this.report.path;
  }

  item(): TreeItem {
    const isDrift = this.report.kind === 'drift';
    const item = new TreeItem(isDrift ? l10n.t('Drift') : l10n.t('Explanation'));
    item.description = l10n.t('{0} · report of {1}', this.report.summary, relativeTime(this.report.createdAt));
    item.iconPath = new ThemeIcon(isDrift ? 'pulse' : 'lightbulb');
    item.contextValue = rows.savedReport;
    item.command = commandOf('modelOps.openReport', l10n.t('Open Report'), { reportPath: this.report.path });
    return item;
  }

  override tooltip(): Promise<MarkdownString> {
    const facts = [
      [l10n.t('Made'), exactTime(this.report.createdAt)],
      [l10n.t('File'), this.report.path],
    ] as const;
    return Promise.resolve(card(this.report.summary, facts));
  }
}
