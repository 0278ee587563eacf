import path from 'node:path';
import { type Result, success } from '../base/result';
import { type ReportKind, type SavedReport } from '../reports/contract';
import { type Session } from './command';
import { flag, text } from './options';
import { visible } from './plainText';

export const keepOptions = {
  save: flag('Keep the report in .modelops/reports/ of the working directory.'),
  html: text('FILE', 'Write the report as one HTML file that needs no network.'),
};

export interface Keeping {
  readonly save?: boolean;
  readonly html?: string;
}

interface ReportToKeep {
  readonly kind: ReportKind;
  readonly model: SavedReport['model'];
  readonly monitor?: SavedReport['monitor'];
  readonly report: unknown;
  readonly title: string;
}

/** Does what `--save` and `--html` ask, and says where the files are. */
export async function keepReport(session: Session, keeping: Keeping, { title, ...made }: ReportToKeep): Promise<Result<void>> {
  const { reports } = session.services;
  const { folder, say } = session.terminal;
  if (keeping.save) {
    const saved = await reports.save({ folder, ...made }, session.job);
    if (!saved.ok) return saved;
    say(`Saved as ${visible(path.relative(folder, saved.value.path))}\n`);
  }
  if (keeping.html === undefined) return success(undefined);
  const file = path.resolve(folder, keeping.html);
  const written = await reports.exportHtml({ kind: made.kind, report: made.report, title, file }, session.job);
  if (written.ok) say(`Written to ${visible(keeping.html)}\n`);
  return written;
}
