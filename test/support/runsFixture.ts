import { type Handlers } from '../../src/base/protocol';
import { type Result, success } from '../../src/base/result';
import { experimentId, runId, type RunId } from '../../src/domain/ids';
import { type MetricPoint, type Run } from '../../src/domain/run';
import { parseColumnId } from '../../src/domain/runColumn';
import { toRunDetails } from '../../src/domain/runDetails';
import { toRunRows } from '../../src/domain/runRow';
import { matches } from '../../src/domain/search/matches';
import { parseFilter } from '../../src/domain/search/parseFilter';
import { completeOrder, parseOrder } from '../../src/domain/search/parseOrder';
import { RUN_SEARCH } from '../../src/domain/search/runSearch';
import { searchedRun } from '../../src/domain/search/searched';
import { sortBySearch } from '../../src/domain/search/sortBySearch';
import { type NamedRun, type RunAction, type RunsExport, type runsPage, type RunsPageState, type RunsQuery } from '../../src/runs/contract';
import { toJsonNumber } from '../../src/base/json';
import { normal, randomNumbers } from './randomNumbers';

/** Runs began a little while ago, whenever a test is run. */
const NOW = Math.floor(Date.now() / 60_000) * 60_000 - 180_000;

/** A host that answers a runs page from memory, with the store's own filter and order. */
export class RunsFixture {
  readonly acted: { readonly action: RunAction; readonly runs: readonly NamedRun[] }[] = [];
  readonly exported: RunsExport[] = [];
  /** Longest message so far, in characters. */
  longest = 0;
  calls: Record<string, number> = {};
  layout: RunsPageState['layout'] = null;

  constructor(
    public runs: readonly Run[],
    private readonly state: Partial<RunsPageState> = {},
  ) {}

  readonly handlers: Handlers<typeof runsPage.calls> = {
    ready: () =>
      success({
        experiments: [{ experimentId: experimentId('1'), name: 'flight-delay' }],
        store: { label: 'mlflow.db', beyondMlflow: true },
        canWrite: true,
        canExport: true,
        layout: this.layout,
        compare: null,
        failure: null,
        ...this.state,
      }),
    listRuns: request => {
      this.count('listRuns');
      const found = this.find(request);
      if (!found.ok) return found;
      const { parent } = request;
      const ids = new Set(parent === 'top' ? found.value.map(run => run.runId) : []);
      const listed =
        parent === null
          ? found.value
          : found.value.filter(run =>
              parent === 'top' ? run.parentRunId === null || !ids.has(run.parentRunId) : run.parentRunId === parent,
            );
      const from = Number(request.page ?? 0);
      const to = from + request.limit;
      const columns = request.columns.map(parseColumnId).filter(column => column !== null);
      const answer = { items: toRunRows(listed.slice(from, to), columns), nextPage: to < listed.length ? String(to) : null };
      this.longest = Math.max(this.longest, JSON.stringify(answer).length);
      return success(answer);
    },
    countRuns: query => {
      const found = this.find({ ...query, orderBy: [] });
      return found.ok ? success(found.value.length) : found;
    },
    runKeys: () => success(keysOf(this.runs)),
    runDetails: ({ runs }) => success(toRunDetails(runs.flatMap(id => this.runs.filter(run => run.runId === id)))),
    metricSeries: ({ runs, key }) => {
      this.count('metricSeries');
      return success(
        runs.map(id => {
          const points = this.historyOf(id, key);
          return {
            runId: id,
            steps: points.map(point => point.step),
            times: points.map(point => point.timestamp),
            values: points.map(point => toJsonNumber(point.value)),
            recorded: points.length,
          };
        }),
      );
    },
    datasets: ({ runs }) =>
      success(Object.fromEntries(runs.map(id => [id, this.runs.findIndex(run => run.runId === id) % 2 === 0 ? ['january'] : ['june']]))),
    act: request => {
      this.acted.push(request);
      return success(undefined);
    },
    exportCsv: request => {
      this.exported.push(request);
      return success(undefined);
    },
    rememberLayout: ({ layout }) => {
      this.layout = layout;
      return success(undefined);
    },
    copyText: () => success(undefined),
  };

  /** Of a metric: a curve that ends at its latest value, as long as the run went on. */
  historyOf(id: RunId, key: string): readonly MetricPoint[] {
    const run = this.runs.find(each => each.runId === id);
    const last = run?.metrics[key];
    if (run === undefined || last === undefined) return [];
    const steps = run.status === 'RUNNING' ? 40 + (this.calls['metricSeries'] ?? 0) : 120;
    const random = randomNumbers(key.length * 31 + Number.parseInt(id.slice(0, 6), 16));
    return Array.from({ length: steps }, (_, step) => ({
      step,
      timestamp: (run.startTime ?? NOW) + step * 1500,
      value: last * (1 - 0.35 * Math.exp(-step / 20)) + normal(random) * 0.008,
    }));
  }

  private find(query: RunsQuery): Result<readonly Run[]> {
    const filter = parseFilter(query.filter, RUN_SEARCH);
    const order = parseOrder(query.orderBy, RUN_SEARCH);
    if (!filter.ok) return filter;
    if (!order.ok) return order;
    const seen = (run: Run) => searchedRun(run, { datasets: [], history: key => this.historyOf(run.runId, key) });
    const { expression } = filter.value;
    const listed = this.runs.filter(run => query.view === 'all' || run.lifecycleStage === query.view);
    const passed = expression === null ? listed : listed.filter(run => matches(expression, seen(run)));
    return success(query.orderBy.length === 0 ? passed : sortBySearch(passed, completeOrder(order.value, RUN_SEARCH), RUN_SEARCH, seen));
  }

  private count(call: string): void {
    this.calls[call] = (this.calls[call] ?? 0) + 1;
  }
}

function keysOf(runs: readonly Run[]) {
  const keys = (of: (run: Run) => object): string[] => [...new Set(runs.slice(0, 200).flatMap(run => Object.keys(of(run))))].sort();
  return { metrics: keys(run => run.metrics), params: keys(run => run.params), tags: keys(run => run.tags) };
}

export function fixtureRun(index: number, part: Partial<Run> = {}): Run {
  return {
    runId: runId(`${(index + 1).toString(16).padStart(6, '0')}${'ab12'.repeat(6)}00`),
    runName: `run-${index}`,
    experimentId: experimentId('1'),
    status: 'FINISHED',
    startTime: NOW - index * 3_600_000,
    endTime: NOW - index * 3_600_000 + 184_000 + index * 700,
    userId: 'ana',
    lifecycleStage: 'active',
    artifactUri: '',
    metrics: {},
    params: {},
    tags: {},
    parentRunId: null,
    hasChildren: false,
    ...part,
  };
}

const ANIMALS = ['heron', 'otter', 'lynx', 'finch', 'badger', 'crane', 'marten', 'osprey'];
const MOODS = ['brave', 'calm', 'wild', 'keen', 'quiet', 'swift'];

/** A believable experiment: a search over three params, one sweep with runs below it, one run going on, one failed, odd values. */
export function flightRuns(count = 142): readonly Run[] {
  const random = randomNumbers(7);
  const runs = Array.from({ length: count }, (_, index): Run => {
    const depth = 3 + Math.floor(random() * 6);
    const rate = [0.01, 0.03, 0.1, 0.3][Math.floor(random() * 4)] ?? 0.1;
    const auc = 0.62 + depth * 0.018 - Math.abs(Math.log10(rate) + 1.1) * 0.03 + normal(random) * 0.01;
    return fixtureRun(index, {
      runName: `${MOODS[index % MOODS.length]}-${ANIMALS[(index * 3) % ANIMALS.length]}-${281 - index}`,
      userId: index % 3 === 0 ? 'ben' : 'ana',
      metrics: {
        auc,
        log_loss: 1 - auc + random() * 0.02,
        recall_late: auc * 0.7,
        train_seconds: 20 + depth * 9,
        ...(index === 4 ? { auc: NaN } : {}),
      },
      params: {
        max_depth: String(depth),
        learning_rate: String(rate),
        booster: index % 4 === 0 ? 'dart' : 'gbtree',
        seed: '1',
        objective: 'binary',
      },
      tags: { team: index % 2 === 0 ? 'routes' : 'ground', 'mlflow.user': 'ana' },
    });
  });
  const parent = runs[2]?.runId ?? null;
  return runs.map((run, index) => ({
    ...run,
    ...(index === 0 ? { status: 'RUNNING' as const, endTime: null } : {}),
    ...(index === 3 ? { status: 'FAILED' as const, metrics: {} } : {}),
    ...(index === 2 ? { runName: 'depth-sweep', hasChildren: true } : {}),
    ...(index >= 5 && index < 9 ? { parentRunId: parent } : {}),
    ...(index === 9 ? { lifecycleStage: 'deleted' as const } : {}),
  }));
}
