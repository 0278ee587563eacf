import { failure, type Result, success } from '../../src/base/result';
import { type Services, type Terminal } from '../../src/commandLine/command';
import { runCommandLine } from '../../src/commandLine/runCommandLine';
import { type FindRunData } from '../../src/data/contract';
import { type DetectReport, type DetectRequest } from '../../src/detect/contract';
import { type DriftReport, type DriftRequest, type DriftService, type MergeRequest, type ProfileRequest } from '../../src/drift/contract';
import { type ExplainReport, type ExplainRequest, type ExplainService } from '../../src/explain/contract';
import { runId } from '../../src/domain/ids';
import { type Monitors } from '../../src/monitor/contract';
import { type QualityReport, type QualityRequest, type QualityService } from '../../src/quality/contract';
import { type LoggedReport, type ReportKind, type ReportToLog, type SavedReport } from '../../src/reports/contract';
import { type Page, type Store, type StoreOptions } from '../../src/store/contract';
import { delaysQualityReport } from './qualityFixtures';
import { detectReport, driftReport, explainReport } from './reportValues';

/** What a command wrote and asked for. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly opened: readonly { readonly uri: string; readonly options: StoreOptions }[];
  readonly closed: number;
  readonly driftRequests: readonly DriftRequest[];
  readonly profileRequests: readonly ProfileRequest[];
  readonly mergeRequests: readonly MergeRequest[];
  readonly detectRequests: readonly DetectRequest[];
  readonly qualityRequests: readonly QualityRequest[];
  readonly explainRequests: readonly { readonly request: ExplainRequest; readonly options: object }[];
  readonly saved: readonly {
    readonly kind: ReportKind;
    readonly model: SavedReport['model'];
    readonly monitor?: SavedReport['monitor'];
    readonly report: unknown;
  }[];
  readonly logged: readonly ReportToLog[];
  readonly exported: readonly { readonly kind: ReportKind; readonly title: string; readonly file: string }[];
}

export interface Setup {
  readonly store?: Partial<Store>;
  readonly opening?: Result<Store>;
  readonly drift?: (request: DriftRequest) => Result<DriftReport>;
  readonly detect?: () => Result<DetectReport>;
  readonly quality?: () => Result<QualityReport>;
  readonly explain?: () => Result<ExplainReport>;
  readonly monitors?: Result<Monitors>;
  readonly runData?: (source: Parameters<FindRunData>[0]) => Result<string>;
  readonly logging?: Result<LoggedReport>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly watched?: boolean;
  /** The working directory; absent: one that is not there. */
  readonly folder?: string;
  /** Parts that do their work, in place of those that remember. */
  readonly services?: Partial<Services>;
}

/** Runs the command line on parts that remember what they were asked. */
export async function runFake(args: readonly string[], setup: Setup = {}): Promise<Ran> {
  const ran = {
    stdout: '',
    stderr: '',
    closed: 0,
    opened: [] as Ran['opened'][number][],
    driftRequests: [] as DriftRequest[],
    profileRequests: [] as ProfileRequest[],
    mergeRequests: [] as MergeRequest[],
    detectRequests: [] as DetectRequest[],
    qualityRequests: [] as QualityRequest[],
    explainRequests: [] as Ran['explainRequests'][number][],
    saved: [] as Ran['saved'][number][],
    logged: [] as ReportToLog[],
    exported: [] as Ran['exported'][number][],
  };
  const terminal: Terminal = {
    print: text => {
      ran.stdout += text;
    },
    say: text => {
      ran.stderr += text;
    },
    watched: setup.watched ?? false,
    environment: setup.environment ?? {},
    folder: setup.folder ?? '/here',
    user: 'ana',
  };
  const drift: DriftService = {
    compute: (request, job) => {
      ran.driftRequests.push(request);
      job.progress({ done: 1, total: 4, what: 'column 1 of 4' });
      return Promise.resolve(setup.drift?.(request) ?? success(driftReport()));
    },
    inspect: () => Promise.resolve(success({ columns: [], signatureInputs: null })),
  };
  const quality: QualityService = {
    measure: request => {
      ran.qualityRequests.push(request);
      return Promise.resolve(setup.quality?.() ?? success(delaysQualityReport()));
    },
  };
  const explain: ExplainService = {
    explain: (request, options) => {
      ran.explainRequests.push({ request, options });
      return Promise.resolve(setup.explain?.() ?? success(explainReport()));
    },
  };
  const services: Services = {
    version: '1.2.3',
    openStore: (uri, options) => {
      ran.opened.push({ uri, options });
      const close = (): void => {
        ran.closed++;
      };
      return Promise.resolve(setup.opening ?? success({ ...setup.store, close } as Store));
    },
    resolveLocalModel: uri => success({ uri, path: uri, name: null, version: null, runId: null }),
    findRunData: () => source => Promise.resolve(setup.runData?.(source) ?? failure('not_found', 'There is no such run.')),
    drift: () => drift,
    profiles: {
      save: request => {
        ran.profileRequests.push(request);
        return Promise.resolve(success({ file: request.file, rows: 10, columns: 2, bytes: 1234 }));
      },
      merge: request => {
        ran.mergeRequests.push(request);
        return Promise.resolve(success({ file: request.file, rows: 20, columns: 2, bytes: 1234 }));
      },
    },
    quality,
    explain: () => explain,
    detect: {
      detect: request => {
        ran.detectRequests.push(request);
        return Promise.resolve(setup.detect?.() ?? success(detectReport()));
      },
      columns: () => Promise.resolve(success([])),
    },
    reports: {
      list: () => success([]),
      save: request => {
        ran.saved.push(request);
        return success({
          kind: request.kind,
          model: request.model,
          monitor: request.monitor ?? null,
          createdAt: 0,
          path: `${request.folder}/.modelops/reports/x.json`,
        });
      },
      read: () => success({ kind: 'drift', report: null }),
      exportJson: () => success(undefined),
      light: ({ report }) => success(report),
      exportHtml: request => {
        ran.exported.push(request);
        return success(undefined);
      },
    },
    logReport: () => report => {
      ran.logged.push(report);
      return Promise.resolve(setup.logging ?? success({ runId: runId('r1'), paths: ['model-ops/drift/1.json', 'model-ops/drift/1.html'] }));
    },
    monitors: {
      list: ({ folder }) => setup.monitors ?? success({ file: `${folder}/modelops.yaml`, exists: false, monitors: [], problems: [] }),
    },
    sample: { open: ({ folder }) => success({ uri: `sqlite:///${folder}/mlflow.db`, folder }) },
    ...setup.services,
  };
  const exitCode = await runCommandLine(args, terminal, services, new AbortController().signal);
  return { ...ran, exitCode };
}

/** A list that has `items`, two a page, to see that all pages are read. */
export function paged<T>(items: readonly T[]): (request: { limit?: number; page?: string }) => Promise<Result<Page<T>>> {
  return ({ limit = 2, page = '0' }) => {
    const start = Number(page);
    const end = start + Math.min(limit, 2);
    return Promise.resolve(success({ items: items.slice(start, end), nextPage: end < items.length ? String(end) : null }));
  };
}
