import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Result } from '../../src/base/result';
import { type ExperimentId } from '../../src/domain/ids';
import { type Page, type Store } from '../../src/store/contract';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { peersPython } from '../support/peersPython';
import { experimentCases, modelCases, runCases, versionCases, type SearchCase } from './searchCases';
import { valueOf } from './storeFacts';

type Answer = readonly string[] | { readonly error: string };

const AGREED = { runs: runCases(), experiments: experimentCases(), models: modelCases(), versions: versionCases() };
const filtered = (kind: SearchCase['kind'], filter: string): SearchCase => ({ kind, filter, orderBy: [] });
const ordered = (kind: SearchCase['kind'], clause: string): SearchCase => ({ kind, filter: '', orderBy: [clause] });

/** Each is a line of docs/search.md. */
const TAKEN_BY_MLFLOW_ONLY: readonly SearchCase[] = [
  filtered('runs', "params.p = 'a' tags.t = 'a'"),
  filtered('runs', "params.p = 'a' AND"),
  filtered('runs', "AND params.p = 'a'"),
  filtered('runs', 'metrics. m > 1'),
  filtered('runs', 'metrics. > 1'),
  filtered('runs', 'metrics.1a > 1'),
  filtered('runs', '`metrics`.m > 1'),
  filtered('runs', "tags.`a`.`b` = 'x'"),
  filtered('runs', "run_id IN ('a\\nb')"),
  filtered('runs', "run_id IN ('a' 'b')"),
  ordered('models', '`name` DESC'),
  ordered('versions', 'tags.name'),
];
const TAKEN_HERE_ONLY: readonly SearchCase[] = [
  filtered('runs', "params.p = 'a' OR params.p = 'b'"),
  filtered('runs', "NOT params.p = 'a'"),
  filtered('runs', "(params.p = 'a')"),
  filtered('runs', 'min(metrics.m) > 0'),
  filtered('runs', 'params.p IS NOT  NULL'),
  filtered('runs', '   '),
  filtered('experiments', "name like 'F%'"),
  filtered('experiments', "experiment_id in ('1')"),
  filtered('versions', "stage = 'Production'"),
  filtered('versions', "alias = 'champion'"),
  filtered('versions', 'creation_timestamp > 0'),
  filtered('versions', 'last_updated_timestamp > 0'),
  ordered('runs', ' start_time '),
  ordered('runs', 'metrics.`a"b` DESC'),
];
const PROMPTS = filtered('models', "tags.mlflow.prompt.is_prompt = 'true'");

let folder: string;
let store: Store;
let experiments: readonly ExperimentId[];
/** By the search as JSON: Python starts once. */
let theirs: ReadonlyMap<string, Answer>;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'search-peers-'));
  await peer('make', '');
  store = valueOf(await openSqliteStore(`sqlite:///${path.join(folder, 'mlflow.db')}`, { actor: 'ana' }));
  experiments = valueOf(await store.listExperiments({ view: 'all' })).items.map(experiment => experiment.experimentId);
  const searches = [...Object.values(AGREED).flat(), ...TAKEN_BY_MLFLOW_ONLY, ...TAKEN_HERE_ONLY, PROMPTS];
  const answers = JSON.parse(await peer('ask', JSON.stringify(searches.map(search => ({ ...search, experiments }))))) as readonly Answer[];
  expect(answers).toHaveLength(searches.length);
  theirs = new Map(searches.map((search, place) => [JSON.stringify(search), answers[place] ?? []]));
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('MLflow finds the same in the same order, and refuses the same', () => {
  test.each([
    ['runs', 300],
    ['experiments', 150],
    ['models', 80],
    ['versions', 150],
  ] as const)('%s: at least %d searches', async (kind, least) => {
    const searches = AGREED[kind];
    expect(searches.length).toBeGreaterThanOrEqual(least);
    const differences: unknown[] = [];
    for (const search of searches) {
      const ours = await askOurs(search);
      if (!agree(ours, mlflow(search))) differences.push({ ...search, ours, theirs: mlflow(search) });
    }
    expect(differences).toEqual([]);
  });
});

describe('what differs on purpose', () => {
  test.each(TAKEN_BY_MLFLOW_ONLY.map(named))('%s: taken by MLflow, refused here', async (_, search) => {
    expect(mlflow(search)).toBeInstanceOf(Array);
    expect(await askOurs(search)).toHaveProperty('error');
  });

  test.each(TAKEN_HERE_ONLY.map(named))('%s: taken here, refused by MLflow', async (_, search) => {
    expect(mlflow(search)).toHaveProperty('error');
    expect(await askOurs(search)).toBeInstanceOf(Array);
  });

  test('prompts are never listed', async () => {
    expect(mlflow(PROMPTS)).toEqual(['prompt']);
    expect(await askOurs(PROMPTS)).toEqual([]);
  });
});

function named(search: SearchCase): [string, SearchCase] {
  return [`${search.kind} ${search.filter}${search.orderBy.join(', ')}`, search];
}

function mlflow(search: SearchCase): Answer {
  return theirs.get(JSON.stringify(search)) ?? { error: 'It was not asked.' };
}

function agree(ours: Answer, theirAnswer: Answer): boolean {
  if ('error' in ours || 'error' in theirAnswer) return 'error' in ours && 'error' in theirAnswer;
  return JSON.stringify(ours) === JSON.stringify(theirAnswer);
}

/** All pages of our answer; the page is short, so that orders with equals and missing values are continued in the midst of them. */
async function askOurs({ kind, filter, orderBy, view = 'active' }: SearchCase): Promise<Answer> {
  const search = { filter, orderBy, limit: 7 };
  switch (kind) {
    case 'runs':
      return everyId(
        page => store.listRuns({ ...search, ...page, experiments, view }),
        run => run.runId,
      );
    case 'experiments':
      return everyId(
        page => store.listExperiments({ ...search, ...page, view }),
        found => found.experimentId,
      );
    case 'models':
      return everyId(
        page => store.listModels({ ...search, ...page }),
        found => found.name,
      );
    case 'versions':
      return everyId(
        page => store.listVersions({ ...search, ...page }),
        found => `${found.name}/${found.version}`,
      );
  }
}

async function everyId<T>(list: (page: { page?: string }) => Promise<Result<Page<T>>>, id: (item: T) => string): Promise<Answer> {
  const ids: string[] = [];
  for (let page: string | null | undefined; page !== null;) {
    const found = await list(page === undefined ? {} : { page });
    if (!found.ok) return { error: found.failure.message };
    ids.push(...found.value.items.map(id));
    page = found.value.nextPage;
  }
  return ids;
}

function peer(task: 'make' | 'ask', input: string): Promise<string> {
  const script = path.resolve('test/peers/search_peer.py');
  const args = [script, task, `sqlite:///${path.join(folder, 'mlflow.db')}`, path.join(folder, 'mlruns')];
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, maxBuffer: 1 << 28, env: { ...process.env, PYTHONWARNINGS: 'ignore' } };
    const child = execFile(peersPython(), args, options, (error, stdout) => (error ? reject(error) : resolve(stdout)));
    child.stdin?.end(input);
  });
}
