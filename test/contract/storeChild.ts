import { modelName, versionNumber } from '../../src/domain/ids';
import { STAGES } from '../../src/domain/registeredModel';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { failureOf, valueOf } from './storeFixture';

/** What the process is told. */
export type ChildParameters = readonly ['write', file: string, actor: string, count: string] | readonly ['look', file: string];

/**
 * A client of a database in a process of its own. `write FILE ACTOR COUNT` makes that many changes of the model `delay`
 * and prints how many were made and how many came too late; `look FILE` prints what it may do, as nobody if it is root.
 */
async function main([task = '', file = '', actor = '', count = '0']: readonly string[]): Promise<void> {
  if (task === 'look') await becomeNobody();
  const store = valueOf(await openSqliteStore(file, { actor }));
  if (task === 'look') {
    const wrote = await store.createExperiment('from a child');
    const read = await store.listExperiments({});
    process.stdout.write(JSON.stringify({ info: store.info, wrote: wrote.ok ? null : failureOf(wrote), read: read.ok }));
    return;
  }
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
  store.close();
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
