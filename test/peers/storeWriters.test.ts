import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelName } from '../../src/domain/ids';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { outputOf, StoreChildren } from '../contract/childProcess';
import { expectWhole } from '../contract/expectWhole';
import { everyItem, valueOf } from '../contract/storeFixture';
import { newestMlflow } from '../support/peersPython';
import { StorePeer } from './storePeer';

const EACH = 200;
const model = modelName('contended');
let folder: string;
let file: string;
let children: StoreChildren;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'store-writers-'));
  file = path.join(folder, 'mlflow.db');
  mkdirSync(path.join(folder, 'model'));
  writeFileSync(path.join(folder, 'model', 'MLmodel'), '');
  children = new StoreChildren();
  const store = valueOf(await openSqliteStore(file, { actor: 'ana', create: true }));
  valueOf(await store.createModel(model));
  store.close();
  const mlflow = new StorePeer(newestMlflow());
  await mlflow.facts(file);
  mlflow.stop();
});
afterAll(() => {
  children.dispose();
  rmSync(folder, { recursive: true, force: true });
});

function ours(who: string): ChildProcess {
  return children.start(['register', file, who, String(EACH), model, path.join(folder, 'model')]);
}

function pythons(who: string): ChildProcess {
  const python = newestMlflow();
  const script = path.resolve('test/peers/register_peer.py');
  return spawn(python.command, [script, `sqlite:///${file}`, model, who, String(EACH)], {
    cwd: folder,
    env: { ...process.env, ...python.environment, PYTHONWARNINGS: 'ignore' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

/** Starts a writer; its result comes once it is told to go. */
function prepare(start: (who: string) => ChildProcess, who: string) {
  const child = start(who);
  const output = outputOf(child);
  const ready = child.stdout === null ? Promise.reject(new Error('no output')) : once(child.stdout, 'data');
  const result = async (): Promise<Written> => ({ who, ...(JSON.parse((await output).replace('ready', '')) as Omit<Written, 'who'>) });
  return { ready, go: () => child.stdin?.end('go\n'), result };
}

interface Written {
  readonly who: string;
  readonly numbers: readonly number[];
  readonly retries: number;
}

test(`16 processes, 8 of them of MLflow, register ${EACH} versions each: every number is given once`, async () => {
  const writers = Array.from({ length: 8 }, (_, index) => [prepare(ours, `ours ${index}`), prepare(pythons, `python ${index}`)]).flat();
  await Promise.all(writers.map(writer => writer.ready));
  const began = Date.now();
  for (const writer of writers) writer.go();
  const written = await Promise.all(writers.map(writer => writer.result()));
  const retries = (kind: string): number =>
    written.filter(({ who }) => who.startsWith(kind)).reduce((sum, writer) => sum + writer.retries, 0);
  console.log(`${(Date.now() - began) / 1000} s; asked again: ours ${retries('ours')} times, MLflow's ${retries('python')} times`);

  const store = valueOf(await openSqliteStore(file, { actor: 'ana' }));
  const versions = await everyItem(page => store.listVersions({ ...page, name: model, limit: 1000 }));
  expect(versions.map(version => Number(version.version)).reverse()).toEqual(Array.from({ length: 16 * EACH }, (_, index) => index + 1));
  const byNumber = new Map(versions.map(version => [Number(version.version), version.description]));
  for (const { who, numbers } of written) {
    expect(numbers).toHaveLength(EACH);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(numbers.filter(number => byNumber.get(number) !== who)).toEqual([]);
  }
  expect(await expectWhole(file, store, model)).toEqual([]);
  store.close();
});
