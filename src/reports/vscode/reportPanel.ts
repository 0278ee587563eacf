import * as path from 'node:path';
import { commands, env, l10n, Uri, type WebviewPanel, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type Failure, type Result, success } from '../../base/result';
import { answer, tell } from '../../base/rpc';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { allowedHere } from '../../workbench/trust';
import { connectPage, loadPage } from '../../workbench/webviewPage';
import { type PageFile, type ReportMaker, reportPage, type ReportPageState } from '../contract';
import type * as ExportReport from './exportReport';
import { lightReport } from './lightReport';
import { logToRun, mayBeLogged } from './logToRun';
import { type SavedReports } from './savedReports';

interface PanelParts<Request, Report> {
  readonly panel: WebviewPanel;
  readonly maker: ReportMaker<Request, Report>;
  readonly saved: SavedReports;
  readonly engine: Engine;
  readonly notices: Notices;
  readonly extensionUri: Uri;
}

/**
 * One page with one report: runs it, saves it, shows it. The state is whole at any time, and the page is given all of
 * it on each change; a page that was hidden asks for it.
 */
export class ReportPanel<Request, Report> implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly page = reportPage<Report>();
  private readonly connection;
  private state: ReportPageState<Report>;
  private request: Request | null = null;
  /** The whole of it; the page may be given a lighter one. */
  private report: Report | null = null;
  /** The file that the shown report is kept in. */
  private file: string | null = null;
  private job: AbortController | null = null;
  private closed = false;

  constructor(private readonly parts: PanelParts<Request, Report>) {
    const { panel, maker } = parts;
    this.state = {
      title: panel.title,
      report: null,
      running: null,
      failure: null,
      savedAs: null,
      canRun: false,
      canExport: workspace.isTrusted,
    };
    this.connection = connectPage(panel.webview);
    this.answerPage();
    this.connection.listen();
    loadPage(panel, { name: maker.kind, title: panel.title, extensionUri: parts.extensionUri });
    this.disposables.add(this.connection);
    panel.onDidDispose(() => this.dispose());
  }

  /** Computes a report and saves it before it is shown. @returns whether one was made. */
  async run(request: Request): Promise<boolean> {
    const { maker, panel } = this.parts;
    this.request = request;
    const job = this.startJob();
    panel.title = maker.title(request);
    this.change({ title: panel.title, running: { done: 0, total: 0, what: l10n.t('Starting…') }, failure: null, canRun: true });
    const made = await maker.compute(request, { signal: job.signal, progress: running => this.progressed(job, running) });
    if (this.job !== job) return false;
    this.job = null;
    if (!made.ok) {
      this.failed(made.failure);
      return false;
    }
    await this.keep(made.value);
    this.sayIfHidden();
    return true;
  }

  /** Shows a report that was saved. */
  async open(file: string): Promise<void> {
    const read = await this.parts.saved.read(file);
    if (!read.ok) return this.change({ failure: read.failure, canRun: false });
    const { maker, panel } = this.parts;
    // The engine checks the schema of what it reads.
    const report = read.value.report as Report;
    this.request = maker.requestOf(report);
    this.file = file;
    panel.title = this.request === null ? path.basename(file, '.json') : maker.title(this.request);
    this.change({
      title: panel.title,
      report: await this.taken(report),
      failure: null,
      savedAs: this.parts.saved.shownPath(file),
      loggedTo: null,
      canLog: mayBeLogged(maker, report) && workspace.isTrusted,
      canRun: this.request !== null && workspace.isTrusted,
    });
  }

  /** The file of the shown report, to find a panel again instead of opening a second one. */
  get shownFile(): string | null {
    return this.file;
  }

  reveal(): void {
    this.parts.panel.reveal();
  }

  fail(failure: Failure): void {
    this.change({ failure });
  }

  /** Whether it is the page in front. */
  get isActive(): boolean {
    return this.parts.panel.active;
  }

  /** Logs the shown report to the run of its version. Without a report: nothing happens. */
  async logToRun(): Promise<Result<void>> {
    if (this.report === null || !(await allowedHere())) return success(undefined);
    const { engine, maker, notices } = this.parts;
    const logged = await logToRun(engine, maker, { report: this.report, title: this.state.title });
    if (!logged.ok) return logged;
    const { runId } = logged.value;
    this.change({ loggedTo: runId });
    const open = (): unknown => commands.executeCommand('modelOps.openRun', { run: { runId, runName: runId } });
    notices.say(l10n.t('{0}: logged to the run {1}.', this.state.title, runId), { title: l10n.t('Open Run'), run: open });
    return success(undefined);
  }

  dispose(): void {
    this.closed = true;
    this.job?.abort();
    this.job = null;
    this.disposables.dispose();
  }

  private answerPage(): void {
    answer(this.connection, this.page.calls, {
      ready: () => success(this.state),
      rerun: () => this.rerun(),
      cancel: () => done(() => this.job?.abort()),
      exportHtml: () => this.export(({ exportHtml }, shown) => exportHtml(shown)),
      exportJson: () => this.export(({ exportJson }, shown) => exportJson(shown)),
      saveFile: file => this.saveFile(file),
      part: ({ index }) => success(this.report === null ? null : (this.parts.maker.parts?.part(this.report, index) ?? null)),
      earlier: () => this.earlier(),
      openJson: () => this.openJson(),
      logToRun: () => this.logToRun(),
      copyText: async ({ text }) => {
        await env.clipboard.writeText(text);
        return success(undefined);
      },
    });
  }

  private async rerun(): Promise<Result<void>> {
    if (this.request !== null && (await allowedHere())) void this.run(this.request);
    return success(undefined);
  }

  private startJob(): AbortController {
    this.job?.abort();
    this.job = new AbortController();
    return this.job;
  }

  private progressed(job: AbortController, running: ReportPageState<Report>['running']): void {
    if (this.job === job && !job.signal.aborted) this.change({ running });
  }

  private failed(failure: Failure): void {
    this.change({ running: null, failure });
    if (failure.reason !== 'cancelled' && !this.parts.panel.visible) this.parts.notices.fail(failure);
  }

  /** A report that cannot be saved is shown all the same, with the reason. */
  private async keep(report: Report): Promise<void> {
    const { maker, saved } = this.parts;
    const kept = await saved.save({ kind: maker.kind, model: maker.modelOf(report), monitor: maker.monitorOf?.(report) ?? null, report });
    this.file = kept.ok ? kept.value.path : null;
    this.change({
      running: null,
      report: await this.taken(report),
      failure: kept.ok ? null : kept.failure,
      savedAs: this.file === null ? null : saved.shownPath(this.file),
      loggedTo: null,
      canLog: mayBeLogged(maker, report),
    });
    const logged = maker.isToBeLogged?.(report) === true ? await this.logToRun() : success(undefined);
    if (!logged.ok) this.parts.notices.fail(logged.failure);
  }

  private sayIfHidden(): void {
    const { panel, notices, maker } = this.parts;
    if (panel.visible) return;
    notices.remind(`reportReady.${maker.kind}`, l10n.t('{0}: the report is ready.', panel.title), {
      title: l10n.t('Show'),
      run: () => panel.reveal(),
    });
  }

  /** What may be said of the report in one message. */
  private async taken(report: Report): Promise<Report> {
    this.report = report;
    const { engine, maker } = this.parts;
    return await lightReport(engine, maker, report);
  }

  /** Exports are seldom asked for: their code is loaded when they are. */
  private async export(
    write: (exports: typeof ExportReport, shown: ExportReport.ReportExport) => Promise<Result<void>>,
  ): Promise<Result<void>> {
    if (this.report === null || !(await allowedHere())) return success(undefined);
    const { engine, notices, maker } = this.parts;
    const shown = { engine, notices, kind: maker.kind, report: this.report, title: this.state.title, file: this.file };
    return await write(await import('./exportReport.js'), shown);
  }

  private async saveFile(file: PageFile): Promise<Result<void>> {
    return await this.export(({ savePageFile }, shown) => savePageFile(shown, file));
  }

  private async earlier() {
    const { engine, maker, saved } = this.parts;
    const { findEarlier } = await import('./findEarlier.js');
    return this.report === null ? success(null) : await findEarlier({ engine, saved, maker }, { report: this.report, file: this.file });
  }

  private async openJson(): Promise<Result<void>> {
    if (this.file !== null) await commands.executeCommand('vscode.openWith', Uri.file(this.file), 'default');
    return success(undefined);
  }

  private change(part: Partial<ReportPageState<Report>>): void {
    this.state = { ...this.state, ...part };
    if (!this.closed) tell(this.connection, this.page.state, this.state);
  }
}

function done(act: () => void): Result<void> {
  act();
  return success(undefined);
}
