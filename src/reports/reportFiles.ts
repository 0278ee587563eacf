import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Result, success } from '../base/result';
import { replaceFile } from '../platform/replaceFile';
import { type ReportKind, type SavedReport } from './contract';
import { parseReportFileName, reportFileName } from './reportFileName';
import { reportKind } from './reportKind';
import { toReportJson } from './reportJson';

/** The reports kept in a folder, newest first, from their names alone. A folder without reports has none. */
export async function listReports(folder: string): Promise<Result<readonly SavedReport[]>> {
  const place = reportFolder(folder);
  try {
    const names = await readdir(place);
    const found = names.flatMap(name => {
      const said = parseReportFileName(name);
      return said === null ? [] : [{ ...said, path: path.join(place, name) }];
    });
    return success(found.sort((a, b) => b.createdAt - a.createdAt || (a.path < b.path ? 1 : -1)));
  } catch (error) {
    if (isMissing(error)) return success([]);
    return failure('unreadable', `The reports in ${place} could not be listed.`, {
      nextStep: 'Check that you may read the folder.',
      detail: String(error),
    });
  }
}

export interface ReportToSave {
  readonly folder: string;
  readonly kind: ReportKind;
  readonly model: SavedReport['model'];
  readonly monitor?: SavedReport['monitor'];
  readonly report: unknown;
}

/** Keeps a report as a new file: complete or not at all, and never over another one. */
export async function saveReport({ folder, kind, model, monitor = null, report }: ReportToSave): Promise<Result<SavedReport>> {
  if (reportKind(report) !== kind) return failure('invalid', `This is not ${NAMES[kind]}.`);
  const place = reportFolder(folder);
  try {
    await mkdir(place, { recursive: true });
    const { file, createdAt } = await unusedName(place, { kind, model, monitor });
    await replaceFile(file, toReportJson(report));
    return success({ kind, model, monitor, createdAt, path: file });
  } catch (error) {
    return failure('unavailable', `The report could not be saved in ${place}.`, {
      nextStep: 'Check that you may write there and that the disk is not full.',
      detail: String(error),
    });
  }
}

/** Reads a saved report, or the JSON that the command line printed. */
export async function readReport(file: string): Promise<Result<{ kind: ReportKind; report: unknown }>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error))
      return failure('not_found', `There is no file ${file}.`, { nextStep: 'It may have been moved or deleted: refresh the list.' });
    return failure('unreadable', `${file} could not be read.`, { nextStep: 'Check that you may read it.', detail: String(error) });
  }
  return parseReport(file, text);
}

function parseReport(file: string, text: string): Result<{ kind: ReportKind; report: unknown }> {
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch (error) {
    return failure('unreadable', `${file} is not complete JSON.`, { nextStep: 'Make the report again.', detail: String(error) });
  }
  const kind = reportKind(report);
  if (kind === 'newer')
    return failure('unsupported', `${file} was saved by a newer version of Model Ops.`, { nextStep: 'Update Model Ops to open it.' });
  if (kind === null)
    return failure('unreadable', `${file} is not a report of Model Ops.`, { nextStep: 'Choose a report that Model Ops saved.' });
  return success({ kind, report });
}

/** Two reports of one model in one millisecond get two names. */
async function unusedName(
  place: string,
  named: Pick<SavedReport, 'kind' | 'model' | 'monitor'>,
): Promise<{ file: string; createdAt: number }> {
  for (let createdAt = Date.now(); ; createdAt++) {
    const file = path.join(place, reportFileName({ ...named, createdAt }));
    if ((await stat(file).catch(() => null)) === null) return { file, createdAt };
  }
}

function reportFolder(folder: string): string {
  return path.join(folder, '.modelops', 'reports');
}

const NAMES: Readonly<Record<ReportKind, string>> = {
  drift: 'a drift report',
  explain: 'a SHAP report',
  versions: 'a report about versions',
  monitor: 'a trend of a monitor',
};

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
