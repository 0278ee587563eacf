import { l10n, Range, Uri, window, workspace } from 'vscode';
import { type Job } from '../../base/protocol';
import { type Result, success } from '../../base/result';
import { type DataSource, dataSourceLabel } from '../../domain/dataSource';
import { driftCalls, type DriftReport } from '../../drift/contract';
import { reportLogCalls } from '../../reports/contract';
import { type MonitorArgument } from '../../workbench/contributions';
import { askText, type Choice, pick } from '../../workbench/pick';
import { showProgress } from '../../workbench/showProgress';
import { allowedHere } from '../../workbench/trust';
import { type Monitor, monitorCalls, MONITORS_FILE } from '../contract';
import { type ReadFolders } from './monitorNodes';
import { type MonitorParts } from './registerMonitors';

interface Found {
  readonly folder: string;
  readonly monitor: Monitor;
}

/** What the commands about monitors do. */
export class MonitorDesk {
  constructor(
    private readonly parts: MonitorParts,
    private readonly read: ReadFolders,
  ) {}

  /** Asks what to compare and for a name, writes the monitor into the set-up file and opens it there. */
  async create(): Promise<void> {
    if (!(await allowedHere())) return;
    const folder = await chooseFolder();
    if (folder === undefined) return;
    const request = await this.parts.ask();
    if (request === undefined) return;
    const name = await askName();
    if (name === undefined) return;
    const added = await this.parts.engine.ask(monitorCalls.add, { folder, name, request });
    if (!added.ok) return this.parts.notices.fail(added.failure);
    await this.edit({ file: Uri.joinPath(Uri.file(folder), MONITORS_FILE).fsPath, line: added.value.line });
    this.parts.notices.say(l10n.t('{0} watches from now on, whenever it is run.', name), {
      title: l10n.t('Run Now'),
      run: () => this.run({ monitor: { folder, name } }),
    });
  }

  async run(argument: MonitorArgument | undefined): Promise<void> {
    if (!(await allowedHere())) return;
    const found = await this.find(argument, l10n.t('Run Monitor'));
    if (found !== undefined) await this.parts.run(found.monitor.request);
  }

  /** One after the other, without pages; then says what came out. */
  async runAll(): Promise<void> {
    if (!(await allowedHere())) return;
    const all = await this.all();
    if (all === undefined) return;
    const ran = await showProgress(l10n.t('Running monitors'), job => this.runEach(all, job));
    if (!ran.ok) return this.parts.notices.fail(ran.failure);
    const lines = ran.value.map(({ name, report }) => l10n.t('{0}: {1}', name, report.ok ? verdict(report.value) : report.failure.message));
    this.parts.notices.say(lines.join(' · '));
  }

  async showTrend(argument: MonitorArgument | undefined): Promise<void> {
    if (!(await allowedHere())) return;
    const found = await this.find(argument, l10n.t('Show Trend'));
    if (found !== undefined) await this.parts.showTrend({ folder: this.parts.saved.folder(), monitor: found.monitor.name });
  }

  async edit({ file, line }: { readonly file: string; readonly line: number }): Promise<void> {
    const at = new Range(line - 1, 0, line - 1, 0);
    await window.showTextDocument(await workspace.openTextDocument(Uri.file(file)), { selection: at });
  }

  private async runEach(all: readonly Found[], job: Job): Promise<Result<readonly { name: string; report: Result<DriftReport> }[]>> {
    const made = [];
    for (const [done, { monitor }] of all.entries()) {
      job.progress({ done, total: all.length, what: monitor.name });
      const asked = { request: monitor.request, reportsFolder: this.parts.saved.folder() };
      const report = await this.parts.engine.ask(driftCalls.compute, asked, { signal: job.signal, progress: () => undefined });
      if (!report.ok && report.failure.reason === 'cancelled') return report;
      const kept = report.ok ? await this.keep(monitor, report.value) : report;
      made.push({ name: monitor.name, report: kept.ok ? report : kept });
    }
    return success(made);
  }

  private async keep({ name, request }: Monitor, report: DriftReport): Promise<Result<unknown>> {
    const made = { kind: 'drift', model: report.model ?? null, monitor: name, report } as const;
    const saved = await this.parts.saved.save(made);
    if (!saved.ok || request.log !== 'run') return saved;
    const at = report.made?.at ?? saved.value.createdAt;
    return await this.parts.engine.ask(reportLogCalls.logToRun, { ...made, title: l10n.t('Drift of {0}', name), at });
  }

  private async find(argument: MonitorArgument | undefined, title: string): Promise<Found | undefined> {
    const all = await this.all();
    if (all === undefined || argument === undefined) return all && (await choose(all, title));
    const { folder, name } = argument.monitor;
    const found = all.find(each => each.folder === folder && each.monitor.name === name);
    if (found === undefined) this.parts.notices.say(l10n.t('{0} is not in {1} any more.', name, MONITORS_FILE));
    return found;
  }

  /** Every monitor of the open folders; undefined if there is none, which it says. */
  private async all(): Promise<readonly Found[] | undefined> {
    const found: Found[] = [];
    for (const [folder, read] of await this.read()) {
      if (!read.ok) return void this.parts.notices.fail(read.failure);
      const { file, problems, monitors } = read.value;
      const [problem] = problems;
      if (problem !== undefined) {
        const open = { title: l10n.t('Open'), run: () => this.edit({ file, line: problem.line }) };
        return void this.parts.notices.warn(l10n.t('{0}, line {1}: {2}', MONITORS_FILE, problem.line, problem.message), open);
      }
      found.push(...monitors.map(monitor => ({ folder, monitor })));
    }
    if (found.length > 0) return found;
    const create = { title: l10n.t('Create Monitor…'), run: () => this.create() };
    return void this.parts.notices.say(l10n.t('There are no monitors here yet.'), create);
  }
}

async function choose(all: readonly Found[], title: string): Promise<Found | undefined> {
  const choices: readonly Choice<Found>[] = all.map(found => ({
    label: found.monitor.name,
    description: shownSource(found.monitor.request.current),
    value: found,
  }));
  return choices.length === 1 ? choices[0]?.value : await pick({ title, placeholder: l10n.t('Which monitor?') }, choices);
}

async function chooseFolder(): Promise<string | undefined> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length === 0) {
    void window.showInformationMessage(l10n.t('Open a folder first: monitors are kept in its {0}.', MONITORS_FILE));
    return undefined;
  }
  const choices = folders.map(({ name, uri }) => ({ label: name, value: uri.fsPath }));
  return choices.length === 1
    ? choices[0]?.value
    : await pick({ title: l10n.t('Create Monitor'), placeholder: l10n.t('In which folder?') }, choices);
}

async function askName(): Promise<string | undefined> {
  return await askText({
    title: l10n.t('Create Monitor'),
    prompt: l10n.t('What is it called?'),
    placeHolder: 'weekly',
    validateInput: value =>
      /^[A-Za-z0-9][\w.-]{0,63}$/.test(value) ? undefined : l10n.t('Letters, digits, "_", "-" and "."; 64 at most.'),
  });
}

function shownSource(source: DataSource): string {
  return typeof source === 'string' ? workspace.asRelativePath(source) : dataSourceLabel(source);
}

function verdict({ dataset }: DriftReport): string {
  const { drifted, driftedColumns, columns } = dataset;
  const counted = l10n.t('{0} of {1} columns', driftedColumns, columns);
  if (drifted === null) return l10n.t('no verdict ({0} drifted)', counted);
  return drifted ? l10n.t('drift ({0})', counted) : l10n.t('no drift ({0})', counted);
}
