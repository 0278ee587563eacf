import * as path from 'node:path';
import { l10n, type MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { oneLine } from '../../base/oneLine';
import { type DataSource, dataSourceText, type RowFilter, rowFilterText } from '../../domain/dataSource';
import { type Result, success } from '../../base/result';
import { type ReportLine, type ReportLines } from '../../reports/contract';
import { card } from '../../workbench/card';
import { type MonitorArgument, rows } from '../../workbench/contributions';
import { commandOf } from '../../workbench/messageNodes';
import { exactTime, relativeTime } from '../../workbench/times';
import { type Children, TreeNode } from '../../workbench/treeNode';
import { type Monitor, type MonitorProblem, type Monitors, MONITORS_FILE } from '../contract';

/** Reports that a monitor's row opens to. */
const SHOWN_REPORTS = 10;

/** What the set-up files of the open folders say, by the folder. */
export type ReadFolders = () => Promise<ReadonlyMap<string, Result<Monitors>>>;

/** The root of the view Monitors. Without a set-up file it has no rows, and the view says how to begin. */
export class MonitorsRoot extends TreeNode {
  constructor(
    private readonly read: ReadFolders,
    private readonly saved: ReportLines,
  ) {
    super(null, 'monitors');
  }

  item(): TreeItem {
    return new TreeItem(l10n.t('Monitors'));
  }

  override async children(): Promise<Result<Children>> {
    const folders = await this.read();
    const nodes: TreeNode[] = [];
    for (const [folder, read] of folders) {
      if (!read.ok) return read;
      const { file, problems, monitors } = read.value;
      nodes.push(...problems.map(problem => new ProblemNode(this, file, problem)));
      const shownFolder = folders.size > 1 ? path.basename(folder) : null;
      nodes.push(...(await Promise.all(monitors.map(monitor => this.nodeOf({ folder, file, shownFolder }, monitor)))));
    }
    return success({ nodes, more: false, failure: null });
  }

  private async nodeOf(place: Place, monitor: Monitor): Promise<MonitorNode> {
    return new MonitorNode(this, { ...place, monitor }, await this.saved.ofMonitor(monitor.name, SHOWN_REPORTS));
  }
}

interface Place {
  readonly folder: string;
  readonly file: string;
  /** Said where several folders are open. */
  readonly shownFolder: string | null;
}

/** A monitor with its last verdict; it opens to its last reports. */
class MonitorNode extends TreeNode implements MonitorArgument {
  constructor(
    parent: TreeNode,
    private readonly place: Place & { readonly monitor: Monitor },
    private readonly lines: readonly ReportLine[],
  ) {
    super(parent, `${place.folder}\n${place.monitor.name}`);
  }

  get monitor(): MonitorArgument['monitor'] {
    return { folder: this.place.folder, name: this.place.monitor.name };
  }

  /** Where it stands in the file, for "Edit". */
  get file(): string {
    return this.place.file;
  }

  get line(): number {
    return this.place.monitor.line;
  }

  item(): TreeItem {
    const [last] = this.lines;
    const isEmpty = last === undefined;
    const item = new TreeItem(this.monitor.name, isEmpty ? TreeItemCollapsibleState.None : TreeItemCollapsibleState.Collapsed);
    const said = isEmpty ? l10n.t('not run yet') : `${verdictWords(last.verdict)} · ${last.summary} · ${relativeTime(last.createdAt)}`;
    item.description = this.place.shownFolder === null ? said : `${oneLine(this.place.shownFolder)} · ${said}`;
    item.iconPath = isEmpty ? new ThemeIcon('circle-outline') : verdictIcon(last.verdict);
    item.contextValue = rows.monitor;
    return item;
  }

  override tooltip(): Promise<MarkdownString> {
    const { request } = this.place.monitor;
    const [last] = this.lines;
    return Promise.resolve(
      card(this.monitor.name, [
        [l10n.t('Model'), request.model],
        [l10n.t('Reference data'), dataWords(request.reference, request.where?.reference)],
        [l10n.t('Current data'), dataWords(request.current, request.where?.current)],
        [l10n.t('Profile'), request.profile],
        [l10n.t('Last run'), last === undefined ? l10n.t('never') : exactTime(last.createdAt)],
      ]),
    );
  }

  override children(): Promise<Result<Children>> {
    return Promise.resolve(success({ nodes: this.lines.map(line => new KeptReportNode(this, line)), more: false, failure: null }));
  }
}

class KeptReportNode extends TreeNode {
  constructor(
    parent: TreeNode,
    private readonly line: ReportLine,
  ) {
    super(parent, line.path);
  }

  /** For the commands on it. */
  get reportPath(): string {
    return this.line.path;
  }

  item(): TreeItem {
    const item = new TreeItem(relativeTime(this.line.createdAt) ?? '');
    item.description = `${verdictWords(this.line.verdict)} · ${this.line.summary}`;
    item.tooltip = exactTime(this.line.createdAt) ?? '';
    item.iconPath = verdictIcon(this.line.verdict);
    item.contextValue = rows.savedReport;
    item.command = commandOf('modelOps.openReport', l10n.t('Open Report'), { reportPath: this.line.path });
    return item;
  }
}

function dataWords(source: DataSource, filter: RowFilter | undefined): string {
  const text = dataSourceText(source);
  return filter === undefined ? text : l10n.t('{0}, rows where {1}', text, rowFilterText(filter));
}

/** What is wrong in a set-up file; a click goes there. */
class ProblemNode extends TreeNode {
  constructor(
    parent: TreeNode,
    private readonly file: string,
    private readonly problem: MonitorProblem,
  ) {
    super(parent, `${file}:${problem.line}:${problem.column}:${problem.message}`);
  }

  item(): TreeItem {
    const { line, message } = this.problem;
    const item = new TreeItem(l10n.t('{0}, line {1}', MONITORS_FILE, line));
    item.description = oneLine(message);
    item.tooltip = message;
    item.iconPath = new ThemeIcon('error', new ThemeColor('list.errorForeground'));
    item.command = commandOf('modelOps.editMonitor', l10n.t('Open'), { file: this.file, line });
    return item;
  }
}

/** The verdict in words: colour and icon only repeat them. */
function verdictWords(verdict: ReportLine['verdict']): string {
  if (verdict === true) return l10n.t('drift');
  return verdict === false ? l10n.t('no drift') : l10n.t('no verdict');
}

function verdictIcon(verdict: ReportLine['verdict']): ThemeIcon {
  if (verdict === true) return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
  return new ThemeIcon(verdict === false ? 'pass' : 'question');
}
