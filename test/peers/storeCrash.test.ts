import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ModelName, modelName } from '../../src/domain/ids';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { StoreChildren } from '../contract/childProcess';
import { expectWhole } from '../contract/expectWhole';
import { type Acknowledged } from '../contract/storeChild';
import { everyItem, valueOf } from '../contract/storeFixture';

const ROUNDS = 1000;
/** A new file now and then, so that looking at all of it stays quick. */
const ROUNDS_A_FILE = 50;
/** A process that waits for its turn to be killed costs nothing; starting one does. */
const STARTED_AHEAD = 4;
const LONGEST_LIFE_MS = 60;

/** In memory where the system has such a folder: a disk that is waited for leaves no time for many writes. */
const memory = '/dev/shm';

let folder: string;
let source: string;
let children: StoreChildren;
const waiting: Victim[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(existsSync(memory) ? memory : tmpdir(), 'store-crash-'));
  source = path.join(folder, 'model');
  mkdirSync(source);
  writeFileSync(path.join(source, 'MLmodel'), '');
  children = new StoreChildren();
  for (let round = 0; round < ROUNDS; round += ROUNDS_A_FILE)
    valueOf(await openSqliteStore(fileOf(round), { actor: 'ana', create: true })).close();
});
afterAll(async () => {
  await Promise.all(waiting.map(victim => victim.kill()));
  children.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const fileOf = (round: number): string => path.join(folder, `${Math.floor(round / ROUNDS_A_FILE)}.db`);
const modelOf = (round: number): ModelName => modelName(`model ${round}`);

/** A process that has written to the database of its round and waits to go on. */
class Victim {
  private readonly child: ChildProcess;
  private readonly closed: Promise<unknown>;
  private readonly ready: Promise<unknown>;
  private output = '';

  constructor(round: number) {
    this.child = children.start(['mix', fileOf(round), 'ana', modelOf(round), source]);
    this.closed = once(this.child, 'close');
    this.ready = new Promise((resolve, reject) => {
      this.child.stdout?.on('data', (data: Buffer) => {
        this.output += data.toString();
        if (this.output.includes('ready\n')) resolve(null);
      });
      this.child.once('exit', () => reject(new Error(`It ended by itself: ${this.output}`)));
    });
    // Whoever lets it live is told; until then nobody waits for it.
    this.ready.catch(() => undefined);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.closed;
  }

  /** Lets it write until it is killed; what it had said by then to have done. */
  async live(milliseconds: number): Promise<readonly Acknowledged[]> {
    await this.ready;
    this.child.stdin?.write('go\n');
    await wait(milliseconds);
    expect(this.child.exitCode, 'it must not end by itself').toBeNull();
    await this.kill();
    const lines = this.output.split('\n').slice(0, -1);
    return lines.filter(line => line !== 'ready').map(line => JSON.parse(line) as Acknowledged);
  }
}

/** Every write that was acknowledged is there, and of the one that was not, all or nothing. */
async function expectAcknowledged(round: number, acknowledged: readonly Acknowledged[]): Promise<void> {
  const store = valueOf(await openSqliteStore(fileOf(round), { actor: 'ana' }));
  const models = await everyItem(page => store.listModels(page));
  if (acknowledged.length > 0 || models.some(model => model.name === modelOf(round))) {
    const versions = await everyItem(page => store.listVersions({ ...page, name: modelOf(round) }));
    const history = await expectWhole(fileOf(round), store, modelOf(round));
    const there = new Set([
      ...versions.map(version => JSON.stringify({ version: version.version })),
      ...versions.flatMap(({ version, tags }) => Object.keys(tags).map(tag => JSON.stringify({ tag, of: version }))),
      ...history.map(entry => JSON.stringify({ event: entry.event.id })),
    ]);
    expect(acknowledged.filter(write => !there.has(JSON.stringify(write)))).toEqual([]);
    expect(there.size - acknowledged.length, 'at most the last write was done and not said').toBeLessThanOrEqual(1);
    expect(versions.map(version => Number(version.version))).toEqual(versions.map((_, index) => versions.length - index));
    expect(versions.length, 'a model comes with its first version').toBeGreaterThan(0);
  }
  store.close();
}

test(`what was acknowledged is there, whole, however often the process is killed: ${ROUNDS} times`, { timeout: 600_000 }, async () => {
  let writes = 0;
  let amidWrite = 0;
  for (let round = 0; round < ROUNDS; round++) {
    while (waiting.length < STARTED_AHEAD && round + waiting.length < ROUNDS) waiting.push(new Victim(round + waiting.length));
    const acknowledged = await waiting.shift()?.live(Math.random() * LONGEST_LIFE_MS);
    if (existsSync(`${fileOf(round)}-journal`)) amidWrite++;
    await expectAcknowledged(round, acknowledged ?? []);
    writes += acknowledged?.length ?? 0;
    if ((round + 1) % ROUNDS_A_FILE === 0) rmSync(fileOf(round));
  }
  console.log(`${ROUNDS} processes were killed after ${writes} writes, ${amidWrite} of them in the middle of one`);
  expect(writes).toBeGreaterThan(5 * ROUNDS);
  expect(amidWrite).toBeGreaterThan(ROUNDS / 20);
});
