import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { unattendedJob } from '../../src/base/protocol';
import { type TableDuplicates } from '../../src/data/contract';
import { DuckTableReader } from '../../src/data/tableReader';
import { compareTimes, sideTimes } from '../../src/drift/times/sideTimes';
import { peersPython } from '../support/peersPython';
import { randomNumbers } from '../support/randomNumbers';

/** Weekdays, hours, ranges, steps and duplicates against pandas. */
const script = fileURLToPath(new URL('dateTimes_peer.py', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'modelops-peers-'));
const reader = new DuckTableReader({ temporaryFolder: path.join(folder, 'duckdb') });
afterAll(async () => {
  await reader.close();
  rmSync(folder, { recursive: true, force: true });
});

function peer<T>(command: string, input: unknown): T {
  const run = spawnSync(peersPython(), [script, command], { input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as T;
}

describe('times against pandas', () => {
  it('weekdays, hours, range, missing ones and the commonest step, from 1900 to 2100', () => {
    const random = randomNumbers(5);
    const [from, to] = [Date.UTC(1900, 0, 1), Date.UTC(2100, 0, 1)];
    const steps = [1000, 60_000, 3_600_000, 86_400_000];
    const cases = Array.from({ length: 40 }, (_, round) => {
      const step = steps[round % 4] ?? 1000;
      const start = Math.floor(from + random() * (to - from));
      const drawn = (k: number): number => (round < 20 ? start + k * step : Math.floor(from + random() * (to - from)));
      return Array.from({ length: 500 }, (_, k) => (random() < 0.1 ? null : drawn(Math.floor(k * (random() < 0.05 ? 3 : 1)))));
    });
    const theirs = peer<object[]>('times', cases);
    const ours = cases.map(values => {
      const column = Float64Array.from(values, value => value ?? NaN);
      const missing = values.filter(value => value === null).length;
      const side = sideTimes({ name: 't', storage: 'numbers', kind: 'datetime', values: column, missing });
      const { reference } = compareTimes(side, null);
      if (reference === null) throw new Error('There is no profile.');
      const { weekdays, hours, earliest, latest, gaps } = reference;
      return { weekdays, hours, earliest, latest, missing: reference.missing, step: gaps?.commonestStep };
    });
    expect(ours).toEqual(theirs);
  });
});

describe('duplicates against pandas', () => {
  it('rows and copied columns of random tables, with missing and infinite values', async () => {
    const files = Array.from({ length: 12 }, (_, round) => writeTable(round));
    const theirs = peer<TableDuplicates[]>('duplicates', files);
    const ours: TableDuplicates[] = [];
    for (const file of files) ours.push(await duplicatesOf(file));
    expect(ours).toEqual(theirs);
    expect(ours.every(({ rows }) => rows > 0)).toBe(true);
    expect(ours.filter(({ copies }) => copies.length > 0).length).toBeGreaterThan(5);
  });

  function writeTable(round: number): string {
    const random = randomNumbers(100 + round);
    const one = (values: readonly string[]): string => values[Math.floor(random() * values.length)] ?? '';
    const rows = Array.from({ length: 400 }, () => {
      const [number, text] = [one(['1', '2.5', 'inf', '-inf', '', '0.0', '-0.0']), one(['a', 'b', 'NA', 'x y', 'A'])];
      const whole = one(['1', '2', '3']);
      return [number, text, whole, round % 2 === 0 ? number : one(['1', '2.5']), whole, one(['True', 'False']), text];
    });
    const file = path.join(folder, `table${round}.csv`);
    writeFileSync(file, `${['n', 't', 'w', 'm', 'v', 'b', 'u'].join()}\n${rows.map(row => row.join()).join('\n')}\n`);
    return file;
  }

  async function duplicatesOf(file: string): Promise<TableDuplicates> {
    const table = await reader.open(file, unattendedJob());
    if (!table.ok) throw new Error(table.failure.message);
    try {
      const found = await table.value.duplicates(unattendedJob());
      if (!found.ok) throw new Error(found.failure.message);
      return found.value;
    } finally {
      table.value.close();
    }
  }
});
