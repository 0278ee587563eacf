import Database from 'better-sqlite3';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { modelName, runId, versionNumber } from '../../src/domain/ids';
import { type MetricPoint } from '../../src/domain/run';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { thinSeries } from '../../src/store/thinSeries';
import { sqliteStores, type SchemaSource, type SqliteFixture } from './sqliteFixture';
import { change, failureOf, valueOf } from './storeFixture';

const model = modelName('delay');
const v = versionNumber;
let fixture: SqliteFixture;

async function use(source: SchemaSource): Promise<void> {
  fixture = await sqliteStores(source)();
}
afterEach(() => fixture.dispose());

function sql<T>(work: (database: Database.Database) => T): T {
  const database = new Database(fixture.file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

function rows(statement: string): unknown[] {
  return sql(database => database.prepare(statement).all());
}

function modelFolder(name = 'a model'): string {
  const folder = path.join(fixture.folder, name);
  mkdirSync(path.join(folder, 'data'), { recursive: true });
  writeFileSync(path.join(folder, 'MLmodel'), 'artifact_path: "late"\nflavors: {}\n');
  writeFileSync(path.join(folder, 'data', 'weights'), 'x'.repeat(3_000_000));
  return folder;
}

describe('the rows that MLflow leaves', () => {
  test.each(['Model Ops', '2.22.1', '3.17.2'] as const)('of a deleted version, in a database of %s', async source => {
    await use(source);
    valueOf(await fixture.store.registerVersion({ name: model, source: modelFolder(), description: 'x' }));
    await change(fixture.store, { action: 'alias', model, alias: 'champion', version: v('1') });
    valueOf(await fixture.store.changeTags({ owners: [{ kind: 'version', name: model, version: v('1') }], set: { k: 'x' }, remove: [] }));
    const [before] = rows('SELECT storage_location FROM model_versions') as { storage_location: string }[];
    valueOf(await fixture.store.deleteVersion(model, v('1')));
    expect(rows('SELECT * FROM model_versions')).toMatchObject([
      {
        current_stage: 'Deleted_Internal',
        source: 'REDACTED-SOURCE-PATH',
        run_id: 'REDACTED-RUN-ID',
        run_link: 'REDACTED-RUN-LINK',
        description: null,
        user_id: null,
        status_message: null,
        storage_location: before?.storage_location,
        last_updated_time: fixture.now(),
      },
    ]);
    expect(rows('SELECT * FROM registered_model_aliases')).toEqual([]);
    expect(rows('SELECT key FROM model_version_tags')).toEqual([{ key: 'k' }]);
    const history = valueOf(await fixture.store.history(model));
    expect(history.map(entry => [entry.event.action, entry.unrecorded, entry.event.reason])).toEqual([
      ['alias', false, 'Version 1 was deleted.'],
      ['alias', false, ''],
    ]);
  });

  test('of a deleted run, whose assessments go, and of a restored one', async () => {
    await use('3.17.2');
    const experiment = valueOf(await fixture.store.createExperiment('e')).experimentId;
    const [first, second] = [await fixture.background.addRun({ experiment }), await fixture.background.addRun({ experiment })];
    sql(database => {
      database.pragma('foreign_keys = OFF');
      const columns = database.pragma('table_info(assessments)') as { name: string; notnull: number; dflt_value: unknown; pk: number }[];
      const needed = columns.filter(its => its.notnull === 1 && its.dflt_value === null && its.name !== 'assessment_id');
      const insert = database.prepare(
        `INSERT INTO assessments (assessment_id, assessment_metadata, ${needed.map(its => its.name).join(', ')})
         VALUES (?, ?, ${needed.map(() => '1').join(', ')})`,
      );
      for (const [id, run] of [
        ['a1', first],
        ['a2', second],
      ] as const)
        insert.run(id, `{"other": "x", "mlflow.assessment.sourceRunId": "${run}"}`);
      insert.run('a3', `{"other": "${first}"}`);
    });
    valueOf(await fixture.store.setRunStage([first], 'deleted'));
    expect(rows('SELECT assessment_id AS id FROM assessments ORDER BY id')).toEqual([{ id: 'a2' }, { id: 'a3' }]);
    const facts = `SELECT lifecycle_stage AS stage, deleted_time AS time FROM runs WHERE run_uuid = '${first}'`;
    expect(rows(facts)).toEqual([{ stage: 'deleted', time: fixture.now() }]);
    valueOf(await fixture.store.setRunStage([first], 'active'));
    expect(rows(facts)).toEqual([{ stage: 'active', time: null }]);
    valueOf(await fixture.store.setExperimentStage(experiment, 'deleted'));
    expect(rows('SELECT assessment_id AS id FROM assessments')).toEqual([{ id: 'a3' }]);
  });

  test('of tags follow the columns of the database, and several owners change whole or not at all', async () => {
    await use('2.22.1');
    const experiment = valueOf(await fixture.store.createExperiment('e')).experimentId;
    const run = await fixture.background.addRun({ experiment });
    const owners = [{ kind: 'experiment', experimentId: experiment } as const];
    expect(failureOf(await fixture.store.changeTags({ owners, set: { k: 'x'.repeat(5001) }, remove: [] })).reason).toBe('invalid');
    valueOf(await fixture.store.changeTags({ owners, set: { k: 'x'.repeat(5000) }, remove: [] }));
    const both = [{ kind: 'run', runId: run } as const, { kind: 'run', runId: runId('0'.repeat(32)) } as const];
    expect(failureOf(await fixture.store.changeTags({ owners: both, set: { k: 'x' }, remove: [] })).reason).toBe('not_found');
    expect(failureOf(await fixture.store.setRunStage([run, runId('0'.repeat(32))], 'deleted')).reason).toBe('not_found');
    expect(rows('SELECT * FROM tags')).toEqual([]);
    expect(rows("SELECT 1 FROM runs WHERE lifecycle_stage = 'deleted'")).toEqual([]);
  });
});

describe('a model folder from elsewhere', () => {
  test.each(['Model Ops', '3.17.2'] as const)('becomes a logged model, in a database of %s', async source => {
    await use(source);
    const experiment = valueOf(await fixture.store.createExperiment('e'));
    const run = await fixture.background.addRun({ experiment: experiment.experimentId });
    const made = valueOf(await fixture.store.registerVersion({ name: model, source: modelFolder(), runId: run }));
    const [logged] = rows('SELECT * FROM logged_models') as Record<string, unknown>[];
    const id = String(logged?.['model_id']);
    expect(id).toMatch(/^m-[0-9a-f]{32}$/);
    expect(logged).toMatchObject({
      name: 'late',
      artifact_location: `${experiment.artifactLocation}/models/${id}/artifacts`,
      status: 2,
      lifecycle_stage: 'active',
      source_run_id: run,
    });
    expect(made.source).toBe(`models:/${id}`);
    expect(rows('SELECT storage_location AS place FROM model_versions')).toEqual([{ place: logged?.['artifact_location'] }]);
    expect(rows('SELECT tag_value AS value FROM logged_model_tags')).toEqual([{ value: '[{"name": "delay", "version": 1}]' }]);
    expect(readdirSync(path.join(experiment.artifactLocation, 'models'))).toEqual([id]);
  });

  test('is kept in the same place for MLflow 2, which names it by its path', async () => {
    await use('2.22.1');
    const made = valueOf(await fixture.store.registerVersion({ name: model, source: modelFolder() }));
    expect(made.source).toMatch(/\/mlruns\/0\/models\/m-[0-9a-f]{32}\/artifacts$/);
    expect(readFileSync(path.join(made.source, 'MLmodel'), 'utf8')).toContain('flavors');
    expect(rows('SELECT * FROM runs')).toEqual([]);
  });

  test('that lies among the artifacts already stays there', async () => {
    await use('3.17.2');
    const inside = modelFolder('mlruns/0/by hand');
    expect(valueOf(await fixture.store.registerVersion({ name: model, source: inside })).source).toBe(inside);
    symlinkSync(path.join(fixture.folder, 'mlruns'), path.join(fixture.folder, 'link'));
    const linked = path.join(fixture.folder, 'link', '0', 'by hand');
    expect(valueOf(await fixture.store.registerVersion({ name: model, source: linked })).source).toBe(linked);
  });

  test('leaves nothing when copying it is cancelled, or when the version cannot be written', async () => {
    await use('3.17.2');
    const source = modelFolder();
    const controller = new AbortController();
    const steps: number[] = [];
    const job = {
      signal: controller.signal,
      progress: (at: { done: number; total: number }) => {
        steps.push(at.done);
        if (at.done > 1_000_000) controller.abort();
      },
    };
    expect(failureOf(await fixture.store.registerVersion({ name: model, source }, job)).reason).toBe('cancelled');
    expect(steps.length).toBeGreaterThan(1);
    expect(existsSync(path.join(fixture.folder, 'mlruns'))).toBe(false);
    sql(database => database.exec("CREATE TRIGGER no BEFORE INSERT ON model_versions BEGIN SELECT RAISE(ABORT, 'no'); END"));
    expect(failureOf(await fixture.store.registerVersion({ name: model, source })).reason).toBe('conflict');
    expect(existsSync(path.join(fixture.folder, 'mlruns'))).toBe(false);
    expect([rows('SELECT * FROM logged_models'), rows('SELECT * FROM registered_models')]).toEqual([[], []]);
    expect(existsSync(path.join(source, 'data', 'weights'))).toBe(true);
  });

  test('with a link that leads out of it is refused; one within it is copied as a file', async () => {
    await use('3.17.2');
    const source = modelFolder();
    symlinkSync('MLmodel', path.join(source, 'again'));
    const made = valueOf(await fixture.store.registerVersion({ name: model, source }));
    const copy = valueOf(await fixture.store.resolveModel(made.source)).path;
    expect(readFileSync(path.join(copy, 'again'), 'utf8')).toContain('flavors');
    symlinkSync(fixture.file, path.join(source, 'data', 'secret'));
    expect(failureOf(await fixture.store.registerVersion({ name: model, source }))).toMatchObject({
      reason: 'invalid',
      message: expect.stringContaining('data/secret') as string,
    });
  });
});

describe('artifacts that were moved', () => {
  beforeEach(() => use('3.17.2'));

  test('are found beside the database, and read once that is confirmed', async () => {
    const experiment = valueOf(await fixture.store.createExperiment('e'));
    const run = await fixture.background.addRun({ experiment: experiment.experimentId });
    const folder = path.join(fixture.folder, 'mlruns', experiment.experimentId, run, 'artifacts');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'a.txt'), 'hello');
    expect(valueOf(await fixture.store.findMovedArtifacts())).toBeNull();
    const old = path.join(fixture.folder, 'old project');
    sql(database => {
      database.prepare('UPDATE experiments SET artifact_location = replace(artifact_location, ?, ?)').run(fixture.folder, old);
      database.prepare('UPDATE runs SET artifact_uri = replace(artifact_uri, ?, ?)').run(fixture.folder, old);
    });
    const move = { from: path.join(old, 'mlruns'), to: path.join(fixture.folder, 'mlruns') };
    expect(valueOf(await fixture.store.findMovedArtifacts())).toEqual(move);
    expect(failureOf(await fixture.store.listArtifacts({ kind: 'run', runId: run }, '')).reason).toBe('not_found');
    const moved = valueOf(await openSqliteStore(fixture.file, { actor: 'ana', artifactMoves: [move] }));
    expect(valueOf(await moved.findMovedArtifacts())).toBeNull();
    expect(valueOf(await moved.listArtifacts({ kind: 'run', runId: run }, ''))).toEqual([{ path: 'a.txt', isFolder: false, size: 5 }]);
    expect(valueOf(await moved.fetchArtifact({ kind: 'run', runId: run }, 'a.txt'))).toBe(path.join(folder, 'a.txt'));
    moved.close();
    renameSync(path.join(fixture.folder, 'mlruns'), path.join(fixture.folder, 'gone'));
    expect(valueOf(await fixture.store.findMovedArtifacts())).toBeNull();
  });
});

describe('a long series', () => {
  const key = 'loss';

  async function record(points: readonly MetricPoint[]) {
    const experiment = valueOf(await fixture.store.createExperiment('e')).experimentId;
    const run = await fixture.background.addRun({ experiment });
    sql(database => {
      database.pragma('synchronous = OFF');
      const insert = database.prepare('INSERT INTO metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (?, ?, ?, ?, ?, ?)');
      database.transaction(() => {
        for (const { value, timestamp, step } of points)
          insert.run(key, Number.isNaN(value) ? 0 : value, timestamp, step, Number.isNaN(value) ? 1 : 0, run);
      })();
    });
    return run;
  }

  const shapes: Readonly<Record<string, (index: number) => MetricPoint>> = {
    wave: at => ({ value: Math.round(Math.sin(at / 50) * 1000) / 1000 + 0, step: at, timestamp: at }),
    constant: at => ({ value: 1, step: at * 3, timestamp: at }),
    'shared steps': at => ({ value: (at * 7919) % 1009, step: Math.floor(at / 20), timestamp: at }),
    'one step': at => ({ value: (at * 7919) % 1009, step: 0, timestamp: at }),
    gaps: at => ({ value: 0 - at, step: at * at - 5000, timestamp: at }),
    'not numbers': at => ({ value: at % 500 < 3 ? NaN : at % 1000 === 7 ? Number.MAX_VALUE : at, step: at, timestamp: at }),
  };

  test.each(['2.22.1', '3.17.2'] as const)('is the one that the plain way gives, in a database of %s', async source => {
    await use(source);
    for (const [name, shape] of Object.entries(shapes)) {
      const points = Array.from({ length: 12_000 }, (_, index) => shape(index));
      const run = await record(points);
      for (const wanted of [1, 50, 320]) {
        const [series] = valueOf(await fixture.store.metricSeries({ runs: [run], key, points: wanted }));
        expect(series, `${name} ${wanted}`).toEqual({ runId: run, points: thinSeries(points, wanted), recorded: points.length });
      }
      valueOf(await fixture.store.renameExperiment(valueOf(await fixture.store.getRun(run)).experimentId, `${name} done`));
    }
  });
});

describe('a long list of runs', () => {
  const RUNS = 3000;
  const starts: Readonly<Record<string, (place: number) => number | null>> = {
    'as they began': place => place,
    'the other way round': place => -place,
    'in no order': place => (place * 7919) % RUNS,
    'at few times': place => Math.floor(((place * 7919) % RUNS) / 700),
    'some at no time': place => (place % 2 === 0 ? null : place),
    'most at no time': place => (place % 5 === 0 ? (place * 7919) % RUNS : null),
  };

  function addRuns(experiment: string, startOf: (place: number) => number | null): string[] {
    const runs = Array.from({ length: RUNS }, (_, place) => ({
      id: ((place * 40_009) % 1_000_003).toString(16).padStart(32, '0'),
      start: startOf(place),
    }));
    sql(database => {
      const insert = database.prepare(
        "INSERT INTO runs (run_uuid, name, status, start_time, lifecycle_stage, experiment_id) VALUES (?, '', 'FINISHED', ?, 'active', ?)",
      );
      database.transaction(() => runs.forEach(({ id, start }) => insert.run(id, start, experiment)))();
    });
    const latestFirst = (a: number | null, b: number | null): number => (a === b ? 0 : (b ?? -Infinity) - (a ?? -Infinity));
    return runs.sort((a, b) => latestFirst(a.start, b.start) || (a.id < b.id ? -1 : 1)).map(run => run.id);
  }

  test.each(Object.keys(starts))('is whole and in order, page by page, whose rows were added %s', async name => {
    await use('Model Ops');
    const experiment = valueOf(await fixture.store.createExperiment('e')).experimentId;
    const ids = addRuns(experiment, starts[name] ?? (() => null));
    for (const limit of [90, 1200]) {
      const listed: string[] = [];
      let page: string | null | undefined;
      while (page !== null) {
        const query = { experiments: [experiment], limit, ...(page === undefined ? {} : { page }) };
        const found = valueOf(await fixture.store.listRuns(query));
        listed.push(...found.items.map(run => run.runId));
        page = found.nextPage;
      }
      expect(listed).toEqual(ids);
    }
  });
});
