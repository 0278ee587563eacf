import { type Result, success } from '../../base/result';
import { type Engine } from '../../workbench/engineProcess';
import { type EarlierReport, type ReportMaker } from '../contract';
import { lightReport } from './lightReport';
import { type SavedReports } from './savedReports';

/** Reports of other subjects may lie between: after so many the search ends. */
const MOST_READ = 20;

interface Places<Request, Report> {
  readonly engine: Engine;
  readonly saved: SavedReports;
  readonly maker: ReportMaker<Request, Report>;
}

/**
 * The newest saved report of the same subject that was made before the one shown.
 * @returns null where there is none among the last 20 that could be.
 */
export async function findEarlier<Request, Report>(
  { engine, saved, maker }: Places<Request, Report>,
  shown: { readonly report: Report; readonly file: string | null },
): Promise<Result<EarlierReport<Report> | null>> {
  const listed = await saved.list();
  if (!listed.ok) return listed;
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
    if (maker.parts?.sameSubject(report, shown.report) === true)
      return success({ report: await lightReport(engine, maker, report), createdAt, savedAs: saved.shownPath(path) });
  }
  return success(null);
}
