import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import { PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { EventEmitter, TreeItem } from 'vscode';
import { type Result, success } from '../../src/base/result';
import { modelName } from '../../src/domain/ids';
import { isOutOfBreath } from '../../src/platform/breather';
import { storeCalls } from '../../src/store/contract';
import { NodeTree } from '../../src/workbench/nodeTree';
import { type Children, TreeNode } from '../../src/workbench/treeNode';
import { connectToSample, parts, rowNamed, rowsOf, valueOf } from './support';

const MANY = 10_000;

/** Ids of the rows that a tree has drawn again while something is done; "all" for the whole tree. */
async function redrawn(tree: NodeTree, work: () => Promise<void>): Promise<string[]> {
  const ids: string[] = [];
  const listening = tree.onDidChangeTreeData(changed => {
    ids.push(...(changed === undefined ? ['all'] : [changed].flat().map(({ id }) => id)));
  });
  await work();
  listening.dispose();
  return ids;
}

/** Adds models to the database of a copy, past the engine: it notices them as another program's. */
function addModels(folder: string, count: number): void {
  const database = new DatabaseSync(path.join(folder, 'mlflow.db'));
  database.exec('BEGIN');
  const model = database.prepare('INSERT INTO registered_models (name, creation_time, last_updated_time, description) VALUES (?, 1, 1, ?)');
  for (let number = 0; number < count; number++) model.run(`model ${String(number).padStart(5, '0')}`, 'one of many');
  database.exec('COMMIT');
  database.close();
}

function addRuns(folder: string, experiment: string, count: number): void {
  const database = new DatabaseSync(path.join(folder, 'mlflow.db'));
  database.exec('BEGIN');
  const run = database.prepare(
    `INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, source_version, lifecycle_stage, artifact_uri, experiment_id)
     SELECT ?, ?, 'LOCAL', '', '', 'ana', 'FINISHED', ?, '', 'active', '/nowhere', experiment_id FROM experiments WHERE name = ?`,
  );
  const metric = database.prepare('INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (?, ?, 1, 0, 0, ?)');
  for (let number = 0; number < count; number++) {
    const id = number.toString(16).padStart(32, '0');
    run.run(id, `run ${number}`, number, experiment);
    for (let key = 0; key < 10; key++) metric.run(`metric ${key}`, number / (key + 1), id);
  }
  database.exec('COMMIT');
  database.close();
}

/** Clicks "Load 100 more…" until every row below a node is there. */
async function loadAll(tree: NodeTree, node?: TreeNode): Promise<number> {
  for (;;) {
    const last = (await tree.getChildren(node)).at(-1);
    // A busy machine may take long enough to answer for a row that says so.
    if (last?.id.endsWith('/(loading)') === true) {
      await new Promise(resolve => setTimeout(resolve, 50));
      continue;
    }
    const command = last?.item().command;
    // Only at the end all of them are drawn, as the host would.
    if (command?.command !== 'modelOps.loadMore') return (await rowsOf(tree, node)).length;
    (command.arguments?.[0] as { loadMore: () => void }).loadMore();
  }
}

interface Turn {
  readonly from: number;
  readonly to: number;
  /** This thread's own processor time, in milliseconds: what other programs take from a busy machine is not counted. */
  readonly busy: number;
}

/** Turns that take less are not kept: there are hundreds of thousands, and to keep them would make garbage. */
const NOTICED_MS = 2;

/** The turns of the event loop in which V8 collected no garbage, which it does when it likes and for as long as it likes, the longest first. */
async function longTurns(work: () => Promise<unknown>): Promise<readonly Turn[]> {
  const collections: PerformanceEntry[] = [];
  const observer = new PerformanceObserver(list => collections.push(...list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  const turns = await turnsDuring(work);
  // The observer is told a turn later.
  await new Promise(resolve => setTimeout(resolve, 50));
  observer.disconnect();
  const isUndisturbed = ({ from, to }: Turn): boolean =>
    !collections.some(({ startTime, duration }) => startTime < to && startTime + duration > from);
  return turns.filter(isUndisturbed).sort((a, b) => b.busy - a.busy);
}

async function turnsDuring(work: () => Promise<unknown>): Promise<readonly Turn[]> {
  const turns: Turn[] = [];
  let isOver = false;
  let before = process.threadCpuUsage();
  let from = performance.now();
  const turn = (): void => {
    const to = performance.now();
    if (to - from >= NOTICED_MS) {
      const now = process.threadCpuUsage();
      turns.push({ from, to, busy: (now.user - before.user + now.system - before.system) / 1000 });
    }
    before = process.threadCpuUsage();
    from = performance.now();
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  isOver = true;
  return turns;
}

export function refreshTests(): void {
  describe('a refresh', () => {
    it('gives the same rows to those who ask at once', async () => {
      class Row extends TreeNode {
        item(): TreeItem {
          return new TreeItem(this.id);
        }
      }
      // It uses up what may be done in one turn, so that whoever reads its rows takes a breath in between.
      class Root extends Row {
        override async children(): Promise<Result<Children>> {
          await new Promise(resolve => setTimeout(resolve, 5));
          while (!isOutOfBreath());
          const nodes = Array.from({ length: 10 }, (_, k) => new Row(this, String(k)));
          return success({ nodes, more: false, failure: null });
        }
      }
      const tree = new NodeTree(new Root(null, 'root'));
      const [first, second] = await Promise.all([tree.rowsBelow(), tree.rowsBelow()]);
      assert.equal(first.length, 10);
      assert.ok(first.every((row, k) => row === second[k]));
      tree.dispose();
    });

    it('draws nothing again if nothing changed', async () => {
      await connectToSample();
      const { experiments, registeredModels } = (await parts()).store.views;
      for (const tree of [experiments, registeredModels]) {
        const [first] = await rowsOf(tree);
        const [second] = await rowsOf(tree, first?.node);
        await rowsOf(tree, second?.node);
        assert.deepEqual(await redrawn(tree, () => tree.refresh()), []);
      }
    });

    it('draws only what changed, in the same rows', async () => {
      await connectToSample();
      const { engine, store } = await parts();
      const tree = store.views.registeredModels;
      const model = await rowNamed(tree, 'flight_delay_model');
      const before = await rowsOf(tree, model.node);
      const plan = valueOf(
        await engine.ask(storeCalls.planChange, {
          action: 'alias',
          model: modelName('flight_delay_model'),
          alias: 'fresh',
          version: '6' as never,
        }),
      );
      valueOf(await engine.ask(storeCalls.applyChange, { plan, reason: '' }));
      const ids = await redrawn(tree, () => tree.refresh());
      assert.deepEqual(new Set(ids), new Set([model.node.id, before.find(row => row.label === 'Version 6')?.node.id]));
      const after = await rowsOf(tree, model.node);
      assert.deepEqual(
        after.map(({ node }) => node),
        before.map(({ node }) => node),
        'a row stays the same object',
      );
      assert.match(after[0]?.description ?? '', /@fresh/);
    });

    it('shows a row that another program added, and leaves the others alone', async () => {
      const folder = await connectToSample();
      const { experiments, registeredModels } = (await parts()).store.views;
      const [first] = await rowsOf(registeredModels);
      await rowsOf(registeredModels, first?.node);
      await rowsOf(experiments);
      addModels(folder, 1);
      assert.deepEqual(await redrawn(registeredModels, () => registeredModels.refresh()), ['all']);
      await rowNamed(registeredModels, 'model 00000');
      assert.deepEqual(await redrawn(experiments, () => experiments.refresh()), []);
    });

    it('notices another program within 2 s, with the views open', async () => {
      const folder = await connectToSample();
      const { store } = await parts();
      // The views are hidden in this window: a page that shows the store has it watched.
      const watching = store.audience.join({ isVisible: () => true, onDidChange: new EventEmitter<void>().event });
      const noticed = new Promise<number>(resolve => store.onDidChangeData(() => resolve(performance.now())));
      await new Promise(resolve => setTimeout(resolve, 500));
      const written = performance.now();
      addModels(folder, 1);
      const took = (await noticed) - written;
      watching.dispose();
      assert.ok(took < 2100, `it took ${took.toFixed(0)} ms`);
    });
  });

  describe('a refresh of ten thousand rows', () => {
    it('never holds the extension host up for more than 16 ms', async () => {
      const folder = await connectToSample();
      addModels(folder, MANY);
      addRuns(folder, 'flight-delay', MANY);
      const { experiments, registeredModels } = (await parts()).store.views;
      assert.ok((await loadAll(registeredModels)) > MANY);
      const experiment = await rowNamed(experiments, 'flight-delay');
      assert.ok((await loadAll(experiments, experiment.node)) > MANY);
      // The first round warms up, and another's work may fall into one; what we do ourselves falls into all.
      const rounds: (readonly Turn[])[] = [];
      for (let round = 0; round < 4; round++)
        rounds.push(await longTurns(() => Promise.all([experiments.refresh(), registeredModels.refresh()])));
      const longest = rounds.map(turns => turns[0]?.busy ?? Number.POSITIVE_INFINITY);
      const words = longest.map(turn => turn.toFixed(1)).join(', ');
      assert.ok(Math.min(...longest) <= 16, `the longest turns took ${words} ms`);
      // A measurement that saw nothing of the work would prove nothing: twenty thousand rows take more than a few short turns.
      const seen = rounds.map(turns => turns.reduce((sum, { busy }) => sum + busy, 0));
      assert.ok(Math.max(...seen) > 16, `the turns that were looked at took ${seen.map(sum => sum.toFixed(1)).join(', ')} ms together`);
    });
  });
}
