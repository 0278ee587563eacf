import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Handlers, type Job } from '../base/protocol';
import { success } from '../base/result';
import { parseModelUri } from '../domain/modelUri';
import { type ExplainReport } from '../explain/contract';
import { type reportCalls, type SavedReport } from '../reports/contract';
import { type DriftReport, type DriftService, type ImportanceSource } from './contract';

interface KeptReports {
  readonly reports: Pick<Handlers<typeof reportCalls>, 'list' | 'read'>;
  /** The folder whose `.modelops/reports` is looked into. */
  readonly folder: string;
}

/** SHAP reports of other models without a name may lie between: after so many the search ends. */
const MOST_READ = 20;

/**
 * The service, and in its reports how much the model makes of each feature, where the folder keeps a SHAP report of the same
 * version, or of a model at the same place: the newest counts. A report that cannot be read is passed over. O(bytes of one).
 */
export function withImportance(service: DriftService, kept: KeptReports): DriftService {
  return {
    inspect: (request, job) => service.inspect(request, job),
    compute: async (request, job) => {
      const made = await service.compute(request, job);
      if (!made.ok) return made;
      const found = await findExplanation({ model: made.value.model ?? null, uri: request.model }, kept, job);
      return found === null ? made : success(ranked(made.value, found));
    },
  };
}

interface Subject {
  readonly model: SavedReport['model'];
  readonly uri: string | null;
}

interface Explanation {
  readonly source: ImportanceSource;
  readonly importance: ReadonlyMap<string, number>;
}

async function findExplanation(subject: Subject, { reports, folder }: KeptReports, job: Job): Promise<Explanation | null> {
  if (subject.uri === null) return null;
  const listed = await reports.list({ folder }, job);
  if (!listed.ok) return null;
  const own = listed.value.filter(({ kind, model }) => kind === 'explain' && mayBeOf(subject.model, model));
  for (const saved of own.slice(0, MOST_READ)) {
    const read = await reports.read({ path: saved.path }, job);
    if (!read.ok || read.value.kind !== 'explain') continue;
    // The engine checks the schema of what it reads.
    const report = read.value.report as ExplainReport;
    if (isOf(report, subject, folder)) return explanation(report, saved, folder);
  }
  return null;
}

/** By its file's name, in which a long name is cut. */
function mayBeOf(model: SavedReport['model'], named: SavedReport['model']): boolean {
  if (model === null || named === null) return model === named;
  return model.version === named.version && model.name.startsWith(named.name);
}

function isOf({ model: explained }: ExplainReport, { model, uri }: Subject, folder: string): boolean {
  if (model !== null) return explained.name === model.name && explained.version === model.version;
  return uri !== null && placeOf(explained.uri, folder) === placeOf(uri, folder);
}

/** A path is the same place however it is written; what a store resolves is compared as it is. */
function placeOf(uri: string, folder: string): string {
  const parsed = parseModelUri(uri);
  if (!parsed.ok || parsed.value.kind !== 'location') return uri;
  if (!/^file:/i.test(uri)) return path.resolve(folder, uri);
  return URL.canParse(uri) ? path.resolve(fileURLToPath(uri)) : uri;
}

function explanation({ importance, rows, units }: ExplainReport, saved: SavedReport, folder: string): Explanation {
  return {
    source: { report: path.relative(folder, saved.path).replaceAll(path.sep, '/'), at: saved.createdAt, rows, units },
    importance: new Map(importance.map(({ feature, meanAbs }) => [feature, meanAbs.reduce((sum, value) => sum + value, 0)])),
  };
}

function ranked(report: DriftReport, { source, importance }: Explanation): DriftReport {
  const columns = report.columns.map(column => {
    const value = column.role === 'feature' ? importance.get(column.name) : undefined;
    return value === undefined ? column : { ...column, importance: value };
  });
  return { ...report, columns, importanceFrom: source };
}
