import path from 'node:path';
import { type Failure, failureSentence } from '../base/result';
import { type ReportKind, type SavedReport } from '../reports/contract';
import { type Outcome, type Session } from './command';
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

/**
 * Does what `--save` and `--html` ask, and says where the files are. One that fails does not keep the other from being tried.
 * @returns what failed: the report itself is made, and is said in any case.
 */
export async function keepReport(session: Session, keeping: Keeping, { title, ...made }: ReportToKeep): Promise<readonly Failure[]> {
  const { reports } = session.services;
  const { folder, say } = session.terminal;
  const failures: Failure[] = [];
  if (keeping.save) {
    const saved = await reports.save({ folder, ...made }, session.job);
    if (saved.ok) say(`Saved as ${visible(path.relative(folder, saved.value.path))}\n`);
    else failures.push(saved.failure);
  }
  if (keeping.html === undefined) return failures;
  const file = path.resolve(folder, keeping.html);
  const written = await reports.exportHtml({ kind: made.kind, report: made.report, title, file }, session.job);
  if (written.ok) say(`Written to ${visible(keeping.html)}\n`);
  else failures.push(written.failure);
  return failures;
}

/** How a command ends whose report is made: with 1 where it was not kept as asked. */
export function keptOutcome(failures: readonly Failure[]): Pick<Outcome, 'exitCode' | 'complaint'> {
  return failures.length === 0 ? {} : { exitCode: 1, complaint: failures.map(failureSentence).join(' ') };
}
