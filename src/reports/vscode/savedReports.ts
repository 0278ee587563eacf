import * as path from 'node:path';
import { EventEmitter, Uri, workspace } from 'vscode';
import { type Disposable } from '../../base/disposable';
import { type Result } from '../../base/result';
import { type Engine } from '../../workbench/engineProcess';
import { reportCalls, type ReportKind, type ReportLine, type ReportLines, type SavedReport, type VersionReportKind } from '../contract';

/** Says a report of a kind in one line, for lists. */
export type Summarize = (kind: ReportKind, report: unknown) => Pick<ReportLine, 'summary' | 'verdict'>;

interface Places {
  /** The folder of the connected database; null where there is none. */
  readonly database: () => string | null;
  /** Used when neither a folder is open nor a database connected. */
  readonly fallback: string;
}

/** The reports kept under `.modelops/reports` of the workspace, or beside the database where no folder is open. */
export class SavedReports implements ReportLines, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private listing: Promise<Result<readonly SavedReport[]>> | null = null;
  /** Summaries by path: a saved report never changes. */
  private readonly summaries = new Map<string, Pick<ReportLine, 'summary' | 'verdict'>>();

  constructor(
    private readonly engine: Engine,
    private readonly places: Places,
    private readonly summarize: Summarize,
  ) {}

  /** Newest first. Those who ask while the folder is being read share the answer. */
  async list(): Promise<Result<readonly SavedReport[]>> {
    this.listing ??= this.engine.ask(reportCalls.list, { folder: this.folder() }).finally(() => (this.listing = null));
    return await this.listing;
  }

  async newest(version: NonNullable<SavedReport['model']>): Promise<readonly ReportLine[]> {
    const saved = await this.list();
    if (!saved.ok) return [];
    const own = saved.value.filter(({ model }) => model?.name === version.name && model.version === version.version);
    const kinds: readonly VersionReportKind[] = ['drift', 'explain'];
    const lines = await Promise.all(
      kinds.map(kind =>
        this.lineOf(
          kind,
          own.find(report => report.kind === kind),
        ),
      ),
    );
    return lines.filter(line => line !== null);
  }

  async ofMonitor(name: string, most: number): Promise<readonly ReportLine[]> {
    const saved = await this.list();
    if (!saved.ok) return [];
    const own = saved.value.filter(({ kind, monitor }) => kind === 'drift' && monitor === name).slice(0, most);
    const lines = await Promise.all(own.map(report => this.lineOf(report.kind, report)));
    return lines.filter(line => line !== null);
  }

  async save(report: Pick<SavedReport, 'kind' | 'model' | 'monitor'> & { readonly report: unknown }): Promise<Result<SavedReport>> {
    const saved = await this.engine.ask(reportCalls.save, { folder: this.folder(), ...report });
    if (saved.ok) this.changed.fire();
    return saved;
  }

  async read(file: string): Promise<Result<{ kind: ReportKind; report: unknown }>> {
    return await this.engine.ask(reportCalls.read, { path: file });
  }

  /** As the page shows it and remembers it: relative to the one open folder, else in full. */
  shownPath(file: string): string {
    const folder = onlyFolder();
    const relative = folder === null ? '..' : path.relative(folder, file);
    return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
  }

  /** The file that a remembered path means. */
  fullPath(shown: string): string {
    return path.isAbsolute(shown) ? shown : path.join(onlyFolder() ?? this.folder(), shown);
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** The workspace folder that holds the database, else the first one. */
  folder(): string {
    const database = this.places.database();
    const holding = database === null ? undefined : workspace.getWorkspaceFolder(Uri.file(database));
    return holding?.uri.fsPath ?? workspace.workspaceFolders?.[0]?.uri.fsPath ?? database ?? this.places.fallback;
  }

  private async lineOf(kind: ReportKind, newest: SavedReport | undefined): Promise<ReportLine | null> {
    if (newest === undefined) return null;
    const { path: file, createdAt } = newest;
    const known = this.summaries.get(file);
    if (known !== undefined) return { kind, path: file, createdAt, ...known };
    const read = await this.read(file);
    if (!read.ok) return null;
    const summary = this.summarize(kind, read.value.report);
    this.summaries.set(file, summary);
    return { kind, path: file, createdAt, ...summary };
  }
}

function onlyFolder(): string | null {
  const folders = workspace.workspaceFolders ?? [];
  return folders.length === 1 ? (folders[0]?.uri.fsPath ?? null) : null;
}
