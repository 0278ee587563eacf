import { l10n, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { plainLabel } from '../../base/oneLine';
import { registerCommand } from '../../workbench/commands';
import { reportViews } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { type Choice, pick } from '../../workbench/pick';
import { exactTime, relativeTime } from '../../workbench/times';
import { allowedHere } from '../../workbench/trust';
import { type ReportKind, type ReportMaker, type SavedReport, type VersionReportKind } from '../contract';
import { offerLastReport } from './lastReport';
import { ReportPanel } from './reportPanel';
import { reportIcon, reportWord } from './reportWords';
import { type SavedReports } from './savedReports';

interface DeskParts {
  readonly engine: Engine;
  readonly notices: Notices;
  readonly saved: SavedReports;
  readonly extensionUri: Uri;
}

/** A report page whose kind was forgotten: what the desk can do with each. */
type AnyPanel = Pick<ReportPanel<never, unknown>, 'open' | 'reveal' | 'fail' | 'logToRun' | 'shownFile' | 'isActive' | 'dispose'>;

/** Opens report pages: new ones, saved ones, and those that were open before the window was reloaded. */
export class ReportDesk implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly open = new Set<AnyPanel>();
  private readonly openers = new Map<ReportKind, (panel: WebviewPanel) => AnyPanel>();

  constructor(private readonly parts: DeskParts) {
    this.disposables.add(registerCommand('modelOps.openReport', argument => this.openReport(argument)));
    this.disposables.add(registerCommand('modelOps.openAsReport', ({ fsPath }) => this.openFile(fsPath)));
    this.disposables.add(registerCommand('modelOps.logReportToRun', argument => this.logToRun(argument?.reportPath)));
    this.disposables.add(registerCommand('modelOps.openEvidentlyReport', argument => this.openEvidently(argument?.fsPath)));
  }

  /** Makes a kind of report known. @returns what runs a new report of the kind in a page of its own. */
  register<Request, Report>(maker: ReportMaker<Request, Report>): (request: Request) => Promise<boolean> {
    this.openers.set(maker.kind, panel => this.adopt(maker, panel));
    const restore = async (panel: WebviewPanel, state: unknown): Promise<void> => this.restore(this.adopt(maker, panel), state);
    this.disposables.add(window.registerWebviewPanelSerializer(reportViews[maker.kind], { deserializeWebviewPanel: restore }));
    return request => this.adopt(maker, newPanel(maker.kind, maker.title(request))).run(request);
  }

  /** Opens a saved report; one that is open already comes to the front. */
  async openFile(file: string): Promise<void> {
    const shown = [...this.open].find(panel => panel.shownFile === file);
    if (shown !== undefined) return shown.reveal();
    const read = await this.parts.saved.read(file);
    if (!read.ok) return this.parts.notices.fail(read.failure);
    const opener = this.openers.get(read.value.kind);
    await opener?.(newPanel(read.value.kind, l10n.t('Report'))).open(file);
  }

  /** Opens the last saved report of a version if the user wants it. @returns whether; undefined when dismissed. */
  async openLast(kind: VersionReportKind, version: NonNullable<SavedReport['model']>): Promise<boolean | undefined> {
    const words =
      kind === 'drift'
        ? { title: l10n.t('Show Drift Report'), other: l10n.t('Compare other data…') }
        : { title: l10n.t('Explain Model'), other: l10n.t('Explain other data…') };
    const file = await offerLastReport(this.parts.saved, kind, version, words);
    if (typeof file === 'string') await this.openFile(file);
    return file === undefined ? undefined : file !== null;
  }

  /** The JSON of an Evidently report, asked for if no file is given, in the page of drift reports. */
  private async openEvidently(given: string | undefined): Promise<void> {
    const file = given ?? (await askJson());
    if (file !== undefined) await this.openFile(file);
  }

  dispose(): void {
    for (const panel of this.open) panel.dispose();
    this.disposables.dispose();
  }

  private adopt<Request, Report>(maker: ReportMaker<Request, Report>, panel: WebviewPanel): ReportPanel<Request, Report> {
    const icon = (theme: string): Uri => Uri.joinPath(this.parts.extensionUri, 'media', 'icons', `${maker.kind}-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    const adopted = new ReportPanel({ panel, maker, ...this.parts });
    this.open.add(adopted);
    panel.onDidDispose(() => this.open.delete(adopted));
    return adopted;
  }

  /** The page kept where its report is saved; a report that was still running when the window closed is not there. */
  private async restore(panel: AnyPanel, state: unknown): Promise<void> {
    const shown = savedAs(state);
    if (shown !== null) return await panel.open(this.parts.saved.fullPath(shown));
    panel.fail({
      reason: 'not_found',
      message: l10n.t('This report was not finished when the window closed.'),
      nextStep: l10n.t('Run it again from the model version.'),
    });
  }

  private async openReport(argument: { readonly reportPath: string } | undefined): Promise<void> {
    const file = argument === undefined ? await this.askSaved(l10n.t('Open Report'), () => true) : argument.reportPath;
    if (file !== undefined) await this.openFile(file);
  }

  /** The report in front, else one that is asked for, which is opened: the user sees what is logged. */
  private async logToRun(given: string | undefined): Promise<void> {
    if (!(await allowedHere())) return;
    const active = given === undefined ? [...this.open].find(panel => panel.isActive) : undefined;
    if (active !== undefined) return await this.log(active);
    const isLogged = ({ kind, model }: SavedReport): boolean => model !== null && (kind === 'drift' || kind === 'explain');
    const file = given ?? (await this.askSaved(l10n.t('Log Report to Run'), isLogged));
    if (file === undefined) return;
    await this.openFile(file);
    const opened = [...this.open].find(panel => panel.shownFile === file);
    if (opened !== undefined) await this.log(opened);
  }

  private async log(panel: AnyPanel): Promise<void> {
    const logged = await panel.logToRun();
    if (!logged.ok) this.parts.notices.fail(logged.failure);
  }

  /** Asks for one of the saved reports; undefined when dismissed, or told that there is none. */
  private async askSaved(title: string, isOffered: (report: SavedReport) => boolean): Promise<string | undefined> {
    const saved = await this.parts.saved.list();
    if (!saved.ok) return void this.parts.notices.fail(saved.failure);
    const offered = saved.value.filter(isOffered);
    if (offered.length > 0) return await pick({ title, placeholder: l10n.t('Which one?') }, offered.map(reportChoice));
    return void this.parts.notices.say(l10n.t('No report was saved here yet. Make one with Show Drift Report or Explain Model.'));
  }
}

function newPanel(kind: ReportKind, title: string): WebviewPanel {
  return window.createWebviewPanel(reportViews[kind], title, ViewColumn.Active, {});
}

async function askJson(): Promise<string | undefined> {
  const chosen = await window.showOpenDialog({
    title: l10n.t('Open the JSON of an Evidently report'),
    openLabel: l10n.t('Open'),
    filters: { JSON: ['json'] },
  });
  return chosen?.[0]?.fsPath;
}

function savedAs(state: unknown): string | null {
  if (typeof state !== 'object' || state === null || !('savedAs' in state)) return null;
  return typeof state.savedAs === 'string' ? state.savedAs : null;
}

function reportChoice(report: SavedReport): Choice<string> {
  const { kind, model, createdAt, path } = report;
  const of = model === null ? l10n.t('of files') : l10n.t('of {0} v{1}', plainLabel(model.name), model.version);
  return {
    label: `${reportWord(kind)} ${of}`,
    description: `${relativeTime(createdAt)} · ${exactTime(createdAt) ?? ''}`,
    iconPath: reportIcon(kind),
    value: path,
  };
}
