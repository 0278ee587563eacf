import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Result } from '../../src/base/result';
import { modelName, versionNumber, type ExperimentId } from '../../src/domain/ids';
import { type Run } from '../../src/domain/run';
import { EXPERIMENT_SEARCH } from '../../src/domain/search/experimentSearch';
import { matches } from '../../src/domain/search/matches';
import { MODEL_SEARCH } from '../../src/domain/search/modelSearch';
import { parseFilter } from '../../src/domain/search/parseFilter';
import { completeOrder, parseOrder } from '../../src/domain/search/parseOrder';
import { RUN_SEARCH } from '../../src/domain/search/runSearch';
import {
  searchedExperiment,
  searchedModel,
  searchedRun,
  searchedVersion,
  type RunDetails,
  type Searched,
} from '../../src/domain/search/searched';
import { type SearchKind } from '../../src/domain/search/searchKind';
import { sortBySearch } from '../../src/domain/search/sortBySearch';
import { VERSION_SEARCH } from '../../src/domain/search/versionSearch';
import { type Page, type Search } from '../../src/store/contract';
import { randomNumbers } from '../support/randomNumbers';
import { change, everyItem, valueOf, type MakeStore, type StoreFixture } from './storeFixture';

const TEXTS = ['', 'a', 'A', 'ab', "it's", 'a%b', 'a_b', 'ü', 'Ü', '日本', '\u{1f600}', '\uffff', '10', '9'];
const NUMBERS = [0, 1, -1.5, 0.1 + 0.2, NaN, Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324, 3];
const random = randomNumbers(20_260_101);
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
const some = <T>(value: () => T): readonly T[] => (random() < 0.7 ? [value()] : []);
const textsOf = (...keys: string[]): Record<string, string> =>
  Object.fromEntries(keys.flatMap(key => some(() => [key, pick(TEXTS)] as const)));

/** A plain evaluation over the values that a list gives is what every filter and order must agree with. */
export function searchContract(makeStore: MakeStore): void {
  let fixture: StoreFixture;
  let experiment: ExperimentId;
  const details = new Map<string, RunDetails>();

  beforeAll(async () => {
    fixture = await makeStore();
    for (const name of ['flights', 'Flights', 'ü']) experiment = valueOf(await fixture.store.createExperiment(name)).experimentId;
    for (let count = 0; count < 60; count++) await addRun(fixture, experiment);
    await addVersions(fixture);
    for (const run of await everyItem(page => fixture.store.listRuns({ ...page, experiments: [experiment] })))
      details.set(run.runId, await detailsOf(fixture, run));
  });
  afterAll(() => fixture.dispose());

  describe('random filters and orders agree with a plain evaluation', () => {
    test('runs', async () => {
      const list = (search: Search) => fixture.store.listRuns({ ...search, experiments: [experiment] });
      const seen = (run: Run) => searchedRun(run, details.get(run.runId) ?? { datasets: [], history: () => [] });
      await expectAgreement(100, { kind: RUN_SEARCH, list, seen, id: run => run.runId, conditions: RUN_CONDITIONS, orders: RUN_ORDERS });
    });

    test('experiments', async () => {
      const list = (search: Search) => fixture.store.listExperiments(search);
      await expectAgreement(60, {
        kind: EXPERIMENT_SEARCH,
        list,
        seen: searchedExperiment,
        id: found => found.experimentId,
        conditions: [
          () => `name ${equality()}`,
          () => `creation_time ${comparison()}`,
          () => `experiment_id IN ('0', '${pick(['1', '02', '9'])}')`,
          () => 'tags.t IS NULL',
        ],
        orders: ['name', 'experiment_id', 'creation_time', 'last_update_time'],
      });
    });

    test('models', async () => {
      const list = (search: Search) => fixture.store.listModels(search);
      const conditions = [() => `name ${equality()}`, () => `tags.t ${equality()}`, () => `name NOT IN ('${pick(['m0', 'M1'])}')`];
      await expectAgreement(100, {
        kind: MODEL_SEARCH,
        list,
        seen: searchedModel,
        id: model => model.name,
        conditions,
        orders: ['name', 'timestamp'],
      });
    });

    test('versions, of one model too', async () => {
      const how = {
        kind: VERSION_SEARCH,
        seen: searchedVersion,
        id: (found: { name: string; version: string }) => `${found.name}/${found.version}`,
        conditions: VERSION_CONDITIONS,
        orders: VERSION_ORDERS,
      };
      await expectAgreement(150, { ...how, list: (search: Search) => fixture.store.listVersions(search) });
      await expectAgreement(50, {
        ...how,
        list: (search: Search) => fixture.store.listVersions({ ...search, name: modelName('m0') }),
        orders: VERSION_ORDERS,
        ordered: true,
      });
    });
  });

  test('the top of a search is every run that matches, nested ones too', async () => {
    const [parent] = valueOf(await fixture.store.listRuns({ experiments: [experiment] })).items;
    const child = await fixture.background.addRun({ experiment, name: 'child', ...(parent === undefined ? {} : { parent: parent.runId }) });
    const names = async (search: Search) =>
      valueOf(await fixture.store.listRuns({ experiments: [experiment], parent: 'top', limit: 1000, ...search })).items.map(
        run => run.runId,
      );
    expect(await names({})).not.toContain(child);
    expect(await names({ filter: '  ', orderBy: [] })).not.toContain(child);
    expect(await names({ orderBy: ['run_id'] })).toContain(child);
    expect(await names({ filter: `run_id IN ('${child}')` })).toEqual([child]);
  });

  test('a page of another order cannot be continued, a wrong filter is a failure', async () => {
    const first = valueOf(await fixture.store.listRuns({ experiments: [experiment], limit: 1, orderBy: ['metrics.m'] }));
    expect(await fixture.store.listRuns({ experiments: [experiment], page: first.nextPage ?? '' })).toMatchObject({
      ok: false,
      failure: { reason: 'invalid' },
    });
    expect(await fixture.store.listModels({ filter: 'name' })).toMatchObject({ ok: false, failure: { reason: 'invalid' } });
    expect(await fixture.store.listVersions({ orderBy: ['stage'] })).toMatchObject({ ok: false, failure: { reason: 'invalid' } });
  });
}

const quoted = (text: string): string => (text.includes("'") ? `"${text}"` : `'${text}'`);
const equality = (): string => `${pick(['=', '!=', 'LIKE', 'ILIKE'])} ${quoted(pick([...TEXTS, '%', '%a%', '_', 'm%', 'A_', '%Ü']))}`;
const comparison = (): string => `${pick(['=', '!=', '>', '>=', '<', '<='])} ${pick(['0', '1', '2', '3', '5', '-1'])}`;
const numeric = (): string =>
  `${pick(['=', '!=', '>', '>=', '<', '<='])} ${pick(['0', '1', '-1.5', '0.30000000000000004', '1e999', '1.7976931348623157e308'])}`;
const metric = (): string => pick(['metrics.m', 'metrics.`a b`', 'metrics.none']);

const RUN_CONDITIONS: readonly (() => string)[] = [
  () => `${metric()} ${numeric()}`,
  () => `${pick(['min', 'max', 'first'])}(${metric()}) ${numeric()}`,
  () => `params.p ${equality()}`,
  () => `${pick(['params.p', 'tags.t', 'tags.`x y`'])} ${pick(['IS NULL', 'IS NOT NULL'])}`,
  () => `tags.t ${equality()}`,
  () => `run_name ${equality()}`,
  () => `start_time ${comparison()}`,
  () => `dataset.${pick(['name', 'digest', 'context'])} ${pick(["= 'a'", "!= 'a'", "IN ('a', 'b')", "NOT IN ('a')", "LIKE '%'"])}`,
];
const RUN_ORDERS = ['metrics.m', 'metrics.`a b`', 'params.p', 'tags.t', 'start_time', 'run_name', 'run_id', 'status', 'end_time'];
const VERSION_CONDITIONS: readonly (() => string)[] = [
  () => `name ${equality()}`,
  () => `version_number ${comparison()}`,
  () => `stage ${pick(["= 'production'", "!= 'None'", "IN ('Staging', 'none')", "ILIKE 'p%'"])}`,
  () => `alias ${pick(["= 'champion'", "!= 'champion'", "LIKE 'c%'", 'IS NULL', 'IS NOT NULL', "IN ('champion', 'b')"])}`,
  () =>
    `${pick(['creation_timestamp', 'last_updated_timestamp'])} ${pick(['>', '<=', '!='])} ${1_750_000_000_000 + Math.floor(random() * 800)}`,
  () => `tags.t ${equality()}`,
  () => `tags.mlflow.prompt.is_prompt ${pick(['=', '!='])} ${pick(["'true'", "'false'"])}`,
  () => "run_id = ''",
];
const VERSION_ORDERS = ['name', 'version_number', 'creation_timestamp', 'last_updated_timestamp'];

interface Agreement<T> {
  readonly kind: SearchKind;
  readonly list: (search: Search) => Promise<Result<Page<T>>>;
  readonly seen: (thing: T) => Searched;
  readonly id: (thing: T) => string;
  readonly conditions: readonly (() => string)[];
  readonly orders: readonly string[];
  /** Whether every search names an order. */
  readonly ordered?: boolean;
}

async function expectAgreement<T>(searches: number, how: Agreement<T>): Promise<void> {
  const everything = await everyItem(page => how.list({ ...page, limit: 1000 }));
  expect(everything.length).toBeGreaterThan(3);
  let found = 0;
  for (let count = 0; count < searches; count++) {
    const filter = random() < 0.1 && !how.ordered ? '' : expression(how.conditions, 2);
    const orderBy = orders(how.orders, how.ordered === true);
    const ours = (await everyItem(page => how.list({ ...page, filter, orderBy, limit: 7 }))).map(how.id);
    const wanted = evaluate(everything, { filter, orderBy }, how).map(how.id);
    expect({ filter, orderBy, ids: ours }).toEqual({ filter, orderBy, ids: wanted });
    found += ours.length;
  }
  expect(found).toBeGreaterThan(searches);
}

function evaluate<T>(
  things: readonly T[],
  search: { filter: string; orderBy: readonly string[] },
  { kind, seen }: Agreement<T>,
): readonly T[] {
  const { expression: wanted } = valueOf(parseFilter(search.filter, kind));
  const order = completeOrder(valueOf(parseOrder(search.orderBy, kind)), kind);
  return sortBySearch(
    things.filter(thing => wanted === null || matches(wanted, seen(thing))),
    order,
    kind,
    seen,
  );
}

function expression(conditions: readonly (() => string)[], depth: number): string {
  const part = (): string => (depth === 0 ? pick(conditions)() : expression(conditions, depth - 1));
  const kind = random();
  if (kind < 0.3) return pick(conditions)();
  if (kind < 0.45) return `NOT (${part()})`;
  return `(${part()}) ${pick(['AND', 'OR'])} (${part()})`;
}

function orders(fields: readonly string[], always: boolean): readonly string[] {
  const chosen = fields.filter(() => random() < 0.3);
  const given = always && chosen.length === 0 ? fields.slice(0, 1) : chosen;
  return given.map(field => `${field}${pick(['', ' ASC', ' DESC'])}`);
}

async function addRun(fixture: StoreFixture, experiment: ExperimentId): Promise<void> {
  const keys = ['m', 'a b'].filter(() => random() < 0.7);
  // The fixture's latest is the last that is added.
  const metrics = keys.flatMap(key => [0, 1, 2].map(step => ({ key, step, value: pick(NUMBERS), timestamp: step })));
  const name = pick(TEXTS.slice(1));
  const run = await fixture.background.addRun({
    experiment,
    name,
    startTime: pick([1, 2, 3, null]),
    metrics,
    params: textsOf('p'),
    tags: { ...textsOf('t', 'x y'), 'mlflow.runName': name },
  });
  for (const dataset of ['a', 'b'].filter(() => random() < 0.3))
    await fixture.background.addDataset(run, { name: dataset, digest: `${dataset}${run.slice(0, 6)}`, context: pick(['a', 'b', null]) });
}

async function detailsOf(fixture: StoreFixture, run: Run): Promise<RunDetails> {
  const keys = Object.keys(run.metrics);
  const histories = await Promise.all(keys.map(async key => [key, valueOf(await fixture.store.metricHistory(run.runId, key))] as const));
  const byKey = new Map(histories);
  return { datasets: valueOf(await fixture.store.datasets(run.runId)), history: key => byKey.get(key) ?? [] };
}

async function addVersions({ store, background, folder }: StoreFixture): Promise<void> {
  const source = path.join(folder, 'model');
  mkdirSync(source);
  writeFileSync(path.join(source, 'MLmodel'), 'flavors: {}\n');
  for (const name of ['m0', 'M1', 'a_b', 'ü'].map(modelName)) {
    valueOf(await store.createModel(name));
    valueOf(await store.changeTags({ owners: [{ kind: 'model', name }], set: textsOf('t'), remove: [] }));
    for (let number = 1; number <= 5; number++) {
      const { version } = valueOf(await store.registerVersion({ name, source }));
      valueOf(await store.changeTags({ owners: [{ kind: 'version', name, version }], set: textsOf('t'), remove: [] }));
      await background.setStage(name, version, pick(['None', 'Staging', 'Production', 'Archived']));
    }
  }
  await change(store, { action: 'alias', model: modelName('m0'), alias: 'champion', version: versionNumber('2') });
  await change(store, { action: 'alias', model: modelName('m0'), alias: 'b', version: versionNumber('2') });
}
