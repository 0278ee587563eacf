import * as path from 'node:path';
import { type ExtensionContext, l10n, workspace } from 'vscode';
import { registerArtifacts } from './artifacts/vscode/registerArtifacts';
import { type Disposable, DisposableStore } from './base/disposable';
import { detectReport } from './detect/vscode/detectReport';
import { driftReport } from './drift/vscode/driftReport';
import { DriftSetup } from './drift/vscode/driftSetup';
import { registerDetect } from './detect/vscode/registerDetect';
import { askWhatToCompare, registerDrift } from './drift/vscode/registerDrift';
import { type ModelVersion } from './domain/registeredModel';
import { explainReport } from './explain/vscode/explainReport';
import { ExplainSetup } from './explain/vscode/explainSetup';
import { registerExplain } from './explain/vscode/registerExplain';
import { registerHistory } from './history/vscode/registerHistory';
import { type ReportKind, type ReportLine, type ReportMaker } from './reports/contract';
import { ReportDesk } from './reports/vscode/reportDesk';
import { SavedReports } from './reports/vscode/savedReports';
import { registerMonitors } from './monitor/vscode/registerMonitors';
import { trendReport } from './monitor/vscode/trendReport';
import { qualityReport } from './quality/vscode/qualityReport';
import { registerQuality } from './quality/vscode/registerQuality';
import { registerRuns } from './runs/vscode/registerRuns';
import { loggedData, loggedFiles } from './store/vscode/loggedFiles';
import { registerStore, type StoreRoom } from './store/vscode/registerStore';
import { registerVersions } from './versions/vscode/registerVersions';
import { versionsReport } from './versions/vscode/versionsReport';
import { registerCommand } from './workbench/commands';
import { DataFiles } from './workbench/dataFiles';
import { changesEngineEnvironment, engineEnvironment } from './workbench/engineEnvironment';
import { EngineProcess } from './workbench/engineProcess';
import { Log } from './workbench/log';
import { Notices } from './workbench/notices';
import { RememberedSetups } from './workbench/rememberedSetup';

/** What activation hands to the tests that run inside VS Code. Nothing else uses it. */
export interface ModelOpsParts {
  readonly engine: EngineProcess;
  readonly store: StoreRoom;
  readonly desk: ReportDesk;
  readonly saved: SavedReports;
  readonly activationMs: number;
}

/** Builds the parts and joins them. Nothing is started or read here: the first row that is shown starts the engine. */
export function activate(context: ExtensionContext): ModelOpsParts {
  const startedAt = performance.now();
  const parts = new DisposableStore();
  context.subscriptions.push(parts);
  const log = parts.add(new Log());
  const notices = new Notices(log, context.globalState);
  const script = path.join(context.extensionPath, 'dist', 'engine.js');
  const hide = (secret: string): void => log.hide(secret);
  const engine = parts.add(new EngineProcess({ script, log, environment: () => engineEnvironment(context.globalStorageUri.fsPath, hide) }));
  parts.add(
    engine.onDidCrash(({ restarted }) => sayCrash(notices, restarted, { showLog: () => log.show(), restart: () => engine.restart() })),
  );
  parts.add(workspace.onDidChangeConfiguration(change => (changesEngineEnvironment(change) ? engine.renew() : undefined)));
  parts.add(registerCommand('modelOps.showLog', () => log.show()));

  const makers = reportMakers(engine, () => saved.folder());
  const summarize = (kind: ReportKind, report: unknown): Pick<ReportLine, 'summary' | 'verdict'> => {
    const maker = makers[kind] as Pick<ReportMaker<unknown, unknown>, 'summary' | 'verdictOf'>;
    return { summary: maker.summary(report), verdict: maker.verdictOf?.(report) ?? null };
  };
  const places = { database: (): string | null => store.connection.folder, fallback: context.globalStorageUri.fsPath };
  const saved = parts.add(new SavedReports(engine, places, summarize));
  const store = parts.add(registerStore({ context, engine, notices, hide, reports: saved, onReports: saved.onDidChange }));
  parts.add(registerArtifacts({ engine, notices, store, extensionUri: context.extensionUri }));
  parts.add(registerHistory({ engine, notices, store, extensionUri: context.extensionUri }));
  const desk = parts.add(new ReportDesk({ engine, notices, saved, extensionUri: context.extensionUri }));
  parts.add(registerReports({ context, engine, notices, store, desk, saved, makers }));
  parts.add(registerRuns({ engine, notices, store, extensionUri: context.extensionUri, memory: context.workspaceState }));

  const activationMs = performance.now() - startedAt;
  log.info(`Activated in ${activationMs.toFixed(1)} ms; ${workspace.isTrusted ? 'trusted' : 'Restricted Mode'}.`);
  return { engine, store, desk, saved, activationMs };
}

function reportMakers(engine: EngineProcess, reportsFolder: () => string) {
  return {
    drift: driftReport(engine, reportsFolder),
    detect: detectReport(engine),
    quality: qualityReport(engine),
    explain: explainReport(engine),
    versions: versionsReport(engine),
    monitor: trendReport(engine),
  };
}

interface ReportParts extends Pick<ModelOpsParts, 'engine' | 'store' | 'desk' | 'saved'> {
  readonly context: ExtensionContext;
  readonly notices: Notices;
  readonly makers: ReturnType<typeof reportMakers>;
}

/** The commands that make reports, each with what it asks first. */
function registerReports({ context, engine, notices, store, desk, saved, makers }: ReportParts): Disposable {
  const parts = new DisposableStore();
  const files = new DataFiles(() => (store.connection.folder === null ? [] : [store.connection.folder]));
  const shared = {
    isConnected: () => store.connection.info !== null,
    pickVersion: store.pickers.version.bind(store.pickers),
    loggedFiles: (version: ModelVersion) => loggedFiles(engine, version),
    loggedData: (version: ModelVersion) => loggedData(engine, version),
  };
  const setup = { engine, notices, files, ...shared };
  const driftSetup = new DriftSetup({ ...setup, remembered: new RememberedSetups(context.workspaceState, 'drift') });
  const detectRemembered = new RememberedSetups(context.workspaceState, 'detect');
  parts.add(registerDetect({ engine, notices, files, remembered: detectRemembered, run: desk.register(makers.detect) }));
  const explainSetup = new ExplainSetup({ ...setup, remembered: new RememberedSetups(context.workspaceState, 'explain') });
  const runDrift = desk.register(makers.drift);
  const driftNeeds = { ...shared, setup: driftSetup, run: runDrift, openLast: (version: ModelVersion) => desk.openLast('drift', version) };
  parts.add(registerDrift(driftNeeds, { engine, notices, files, extension: context.extension }));
  parts.add(
    registerMonitors({
      engine,
      notices,
      saved,
      run: runDrift,
      showTrend: desk.register(makers.monitor),
      ask: () => askWhatToCompare(driftNeeds),
    }),
  );
  parts.add(registerQuality({ ...setup, memory: context.workspaceState, run: desk.register(makers.quality) }));
  const openExplained = (version: ModelVersion) => desk.openLast('explain', version);
  parts.add(registerExplain({ ...shared, setup: explainSetup, run: desk.register(makers.explain), openLast: openExplained }));
  parts.add(
    registerVersions({
      notices,
      run: desk.register(makers.versions),
      pickModel: title => store.pickers.model(title),
      pickVersion: shared.pickVersion,
      pickOther: (title, than) => store.pickers.otherVersion(title, than),
    }),
  );
  return parts;
}

function sayCrash(notices: Notices, restarted: boolean, then: { readonly showLog: () => void; readonly restart: () => void }): void {
  const showLog = { title: l10n.t('Show Log'), run: then.showLog };
  if (restarted) notices.warn(l10n.t("Model Ops's engine stopped and was started again."), showLog);
  else
    notices.warn(
      l10n.t("Model Ops's engine stopped again and again, and was not started any more."),
      { title: l10n.t('Start Again'), run: then.restart },
      showLog,
    );
}
