import { type Result, success } from '../../base/result';
import { type EarlierReport, type ReportMaker } from '../contract';
import { type SavedReports } from './savedReports';

/** Reports of other subjects may lie between: after so many the search ends. */
const MOST_READ = 20;

/**
 * The newest saved report of the same subject that was made before the one shown.
 * @returns null where there is none among the last 20 that could be.
 */
export async function findEarlier<Request, Report>(
  saved: SavedReports,
  maker: ReportMaker<Request, Report>,
  shown: { readonly report: Report; readonly file: string | null },
): Promise<Result<EarlierReport<Report> | null>> {
  const listed = await saved.list();
  if (!listed.ok) return listed;
  const { parts } = maker;
  const own = listed.value.find(({ path }) => path === shown.file);
  const model = maker.modelOf(shown.report);
  const older = listed.value.filter(
    report =>
      report.kind === maker.kind &&
      report.path !== shown.file &&
      report.model?.name === model?.name &&
      (own === undefined || report.createdAt <= own.createdAt),
  );
  for (const { path, createdAt } of older.slice(0, MOST_READ)) {
    const read = await saved.read(path);
    if (!read.ok) continue;
    // The engine checks the schema of what it reads.
    const report = read.value.report as Report;
    if (parts?.sameSubject(report, shown.report) === true)
      return success({ report: parts.light(report), createdAt, savedAs: saved.shownPath(path) });
  }
  return success(null);
}
