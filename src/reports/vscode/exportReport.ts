import * as path from 'node:path';
import { env, l10n, Uri, window, workspace } from 'vscode';
import { failure, type Result, success } from '../../base/result';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { type PageFile, reportCalls, type ReportKind } from '../contract';

/** A report that is shown, and what it takes to write it to a file. */
export interface ReportExport {
  readonly engine: Engine;
  readonly notices: Notices;
  readonly kind: ReportKind;
  readonly report: unknown;
  readonly title: string;
  /** Where it is saved; null if it is not. */
  readonly file: string | null;
}

/** Writes the report as one HTML file that the user chooses. Dismissed: nothing happens. */
export async function exportHtml(shown: ReportExport): Promise<Result<void>> {
  const target = await askTarget(shown, { title: l10n.t('Export as one HTML file'), suffix: 'html', of: '' });
  if (target === undefined) return success(undefined);
  const { kind, report, title } = shown;
  const written = await shown.engine.ask(reportCalls.exportHtml, { kind, report, title, file: target.fsPath });
  if (written.ok) say(shown, target, () => env.openExternal(target));
  return written;
}

/** Writes the whole report as JSON, as it is saved. */
export async function exportJson(shown: ReportExport): Promise<Result<void>> {
  const target = await askTarget(shown, { title: l10n.t('Export as JSON'), suffix: 'json', of: '' });
  if (target === undefined) return success(undefined);
  const written = await shown.engine.ask(reportCalls.exportJson, { report: shown.report, file: target.fsPath });
  if (written.ok) say(shown, target, () => window.showTextDocument(target));
  return written;
}

/** Writes what the page made: its table as CSV, a chart as PNG. */
export async function savePageFile(shown: ReportExport, { format, of, content }: PageFile): Promise<Result<void>> {
  const title = format === 'csv' ? l10n.t('Export as CSV') : l10n.t('Export the chart as PNG');
  const target = await askTarget(shown, { title, suffix: format, of });
  if (target === undefined) return success(undefined);
  return await write(shown, target, Buffer.from(content, format === 'csv' ? 'utf8' : 'base64'));
}

async function askTarget(
  { file, kind }: ReportExport,
  { title, suffix, of }: { readonly title: string; readonly suffix: string; readonly of: string },
): Promise<Uri | undefined> {
  const base = file === null ? `${kind}-report` : path.basename(file, '.json');
  const part = of.replace(/[^\p{L}\p{N}_.-]+/gu, '_').slice(0, 80);
  const name = `${part === '' ? base : `${base}-${part}`}.${suffix}`;
  const folder = workspace.workspaceFolders?.[0]?.uri ?? (file === null ? undefined : Uri.file(path.dirname(file)));
  const suggestion = folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, name) };
  return await window.showSaveDialog({
    title,
    saveLabel: l10n.t('Export'),
    filters: { [suffix.toUpperCase()]: [suffix] },
    ...suggestion,
  });
}

async function write(shown: ReportExport, target: Uri, content: Uint8Array): Promise<Result<void>> {
  try {
    await workspace.fs.writeFile(target, content);
  } catch (error) {
    return failure('unavailable', l10n.t('{0} could not be written.', target.fsPath), {
      nextStep: l10n.t('Choose a folder that is there and that you may write to.'),
      detail: String(error),
    });
  }
  say(shown, target, () => (target.fsPath.endsWith('.png') ? env.openExternal(target) : window.showTextDocument(target)));
  return success(undefined);
}

function say({ notices }: ReportExport, target: Uri, open: () => unknown): void {
  notices.say(l10n.t('Exported to {0}.', target.fsPath), { title: l10n.t('Open'), run: () => void open() });
}
