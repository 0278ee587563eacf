import { once } from 'node:events';
import { type ModelName, modelName, versionNumber } from '../../src/domain/ids';
import { STAGES } from '../../src/domain/registeredModel';
import { type ChangeRequest } from '../../src/domain/registryChange';
import { type Store } from '../../src/store/contract';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { failureOf, valueOf } from './storeFixture';

/** What the process is told. */
export type ChildParameters =
  | readonly ['write', file: string, actor: string, count: string]
  | readonly ['register', file: string, actor: string, count: string, model: string, source: string]
  | readonly ['mix', file: string, actor: string, model: string, source: string]
  | readonly ['fill', file: string, actor: string]
  | readonly ['look', file: string, actor: string];

/** One write that is done: what `mix` prints after the store said so. */
export type Acknowledged = { readonly version: string } | { readonly event: string } | { readonly tag: string; readonly of: string };

/** A process is slow at first: what it does for the first time is not when it is killed. */
const WRITES_UNTOLD = 5;

const tasks: Readonly<Record<string, (store: Store, actor: string, rest: readonly string[]) => Promise<void>>> = {
  write,
  register,
  mix,
  fill,
  look,
};

/** A client of a database in a process of its own. The actor `nobody` is that user. */
async function main([task = '', file = '', actor = '', ...rest]: readonly string[]): Promise<void> {
  if (actor === 'nobody') await becomeNobody();
  const store = valueOf(await openSqliteStore(file, { actor, create: task === 'fill' }));
  await tasks[task]?.(store, actor, rest);
  store.close();
}

/** Says `ready`, makes that many changes of the model `delay`, and prints how many were made and how many came too late. */
async function write(store: Store, actor: string, [count]: readonly string[]): Promise<void> {
  process.stdout.write('ready\n');
  let made = 0;
  let late = 0;
  while (made < Number(count)) {
    const version = versionNumber(String(1 + Math.floor(Math.random() * 3)));
    const stage = STAGES[Math.floor(Math.random() * 4)] ?? 'None';
    const archiveExisting = stage === 'Production' && Math.random() < 0.5;
    const plan = await store.planChange({ action: 'stage', model: modelName('delay'), version, stage, archiveExisting });
    if (!plan.ok) continue;
    const applied = await store.applyChange(plan.value, `${actor} ${made}`);
    if (applied.ok) made++;
    else if (applied.failure.reason === 'conflict') late++;
    else throw new Error(applied.failure.message);
  }
  process.stdout.write(JSON.stringify({ made, late }));
}

/** Registers that many versions once told to; prints their numbers and how often the file stayed locked. */
async function register(store: Store, actor: string, [count, model = '', source = '']: readonly string[]): Promise<void> {
  await told();
  const numbers: string[] = [];
  let retries = 0;
  while (numbers.length < Number(count)) {
    const made = await store.registerVersion({ name: modelName(model), source, description: actor });
    if (made.ok) numbers.push(made.value.version);
    else if (made.failure.reason === 'locked') retries++;
    else throw new Error(made.failure.message);
  }
  process.stdout.write(JSON.stringify({ numbers: numbers.map(Number), retries }));
}

/**
 * Writes to a model whatever can be written: a few times at once, and once told to, on and on until it is killed. Prints
 * every write that is done, a line each.
 */
async function mix(store: Store, _actor: string, [name = '', source = '']: readonly string[]): Promise<void> {
  const model = modelName(name);
  let highest = 0;
  for (let count = 0; ; count++) {
    if (count === WRITES_UNTOLD) await told();
    const done = await mixed(store, { model, source, highest, count });
    if (done === null) continue;
    if ('version' in done) highest = Number(done.version);
    process.stdout.write(`${JSON.stringify(done)}\n`);
  }
}

interface Mix {
  readonly model: ModelName;
  readonly source: string;
  readonly highest: number;
  readonly count: number;
}

async function mixed(store: Store, { model, source, highest, count }: Mix): Promise<Acknowledged | null> {
  const chance = Math.random();
  if (highest < 2 || chance < 0.2) return { version: valueOf(await store.registerVersion({ name: model, source })).version };
  const version = versionNumber(String(1 + Math.floor(Math.random() * highest)));
  if (chance < 0.4) {
    const tag = `tag ${count}`;
    valueOf(await store.changeTags({ owners: [{ kind: 'version', name: model, version }], set: { [tag]: 'x'.repeat(5000) }, remove: [] }));
    return { tag, of: version };
  }
  if (chance < 0.7) return await changed(store, { action: 'stage', model, version, stage: 'Production', archiveExisting: true });
  if (chance < 0.85) return await changed(store, { action: 'alias', model, alias: 'champion', version });
  return await changed(store, { action: 'rollback', model, target: { kind: 'stage', stage: 'Production' } });
}

/** Null for a change that there is nothing to change by: a version that stands there already, nothing to roll back. */
async function changed(store: Store, request: ChangeRequest): Promise<Acknowledged | null> {
  const plan = await store.planChange(request);
  return plan.ok ? { event: valueOf(await store.applyChange(plan.value, 'mixed')).id } : null;
}

/** Creates models until that fails, and prints how many there are then and why there are not more. */
async function fill(store: Store): Promise<void> {
  for (let count = 0; ; count++) {
    const created = await store.createModel(modelName(`model ${count}`), 'x'.repeat(5000));
    if (created.ok) continue;
    const models = valueOf(await store.listModels({ limit: 1000 })).items.length;
    process.stdout.write(`${JSON.stringify({ made: count, models, failure: failureOf(created) })}\n`);
    return;
  }
}

/** Prints what a store that may not be written says. */
async function look(store: Store): Promise<void> {
  const wrote = await store.createExperiment('from a child');
  const read = await store.listExperiments({});
  process.stdout.write(JSON.stringify({ info: store.info, wrote: wrote.ok ? null : failureOf(wrote), read: read.ok }));
}

/** Says `ready` and waits for a word from whoever started this process. */
async function told(): Promise<void> {
  process.stdout.write('ready\n');
  await once(process.stdin, 'data');
  process.stdin.destroy();
}

/** Root may write everything. What is needed to run is loaded before, since nobody may not even read it. */
async function becomeNobody(): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const driver = (await import('better-sqlite3')).default;
  new driver(':memory:').close();
  process.setgid?.(65534);
  process.setuid?.(65534);
}

void main(process.argv.slice(2));
