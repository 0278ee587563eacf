import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unattendedJob } from '../../src/base/protocol';
import { type Result, success } from '../../src/base/result';
import { DuckTableReader } from '../../src/data/tableReader';
import { type ExplainReport } from '../../src/explain/contract';
import { explainRows } from '../../src/explain/explainRows';
import { createExplainService } from '../../src/explain/explainService';
import { parseTreeEnsemble } from '../../src/formats/parseTreeEnsemble';
import { readModelFolder } from '../../src/formats/readModelFolder';
import { sumOfAbsolutes, tolerance } from '../unit/explain/tolerances';
import { peersPython } from '../support/peersPython';

/** One model that the Python side trained, its data, and the values of a reference. */
interface Case {
  readonly name: string;
  readonly model: string;
  readonly data: string;
  readonly call: string;
  readonly float32: boolean;
  /** rows × features × outputs */
  readonly values: readonly (readonly (readonly number[])[])[];
  readonly baseValues: readonly number[];
  /** The column of recorded predictions. */
  readonly prediction: string | null;
  readonly largestPrediction: number;
  /** Set where the model must be refused: what the sentence advises. */
  readonly refused?: string;
}

let folder: string;
let tables: DuckTableReader;
let cases: readonly Case[];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'explain-peers-'));
  tables = new DuckTableReader({ temporaryFolder: folder });
  const script = path.resolve('test/peers/explain_peer.py');
  const { stdout } = await promisify(execFile)(peersPython(), [script, folder], {
    cwd: folder,
    maxBuffer: 1 << 28,
    env: { ...process.env, PYTHONWARNINGS: 'ignore' },
  });
  cases = JSON.parse(stdout) as Case[];
});
afterAll(async () => {
  await tables.close();
  rmSync(folder, { recursive: true, force: true });
});

function explain({ model, data, prediction }: Case): Promise<Result<ExplainReport>> {
  const service = createExplainService({
    tables,
    resolveModel: uri => Promise.resolve(success({ uri, path: uri, name: null, version: null, runId: null })),
    readModelFolder,
    parseTreeEnsemble,
    runTask: work => Promise.resolve(success(explainRows(work.task, () => undefined))),
  });
  return service.explain(
    { model, data, rows: { kind: 'all' }, target: null, prediction: prediction ?? null },
    { withValues: true, forPage: false },
    unattendedJob(),
  );
}

/** Our values of a row and output, whether the report has one output or several. */
function valuesOf(report: ExplainReport, row: number, output: number): number[] {
  const values = report.values?.[row] as readonly (number | readonly number[])[];
  return values.map(value => (typeof value === 'number' ? value : (value[output] as number)));
}

/** Largest share of its tolerance that a value uses. */
function worstShare(report: ExplainReport, peer: Case): number {
  let worst = 0;
  peer.values.forEach((features, row) => {
    peer.baseValues.forEach((base, output) => {
      const expected = features.map(feature => feature[output] as number);
      const margin = expected.reduce((sum, value) => sum + value, base);
      const allowed = tolerance(peer.float32, expected, margin);
      valuesOf(report, row, output).forEach(
        (value, feature) => (worst = Math.max(worst, Math.abs(value - (expected[feature] as number)) / allowed)),
      );
    });
  });
  return worst;
}

describe('SHAP values of freshly trained models', () => {
  test('equal those of XGBoost, LightGBM and shap, read from the files that people have', async () => {
    const shares: string[] = [];
    for (const peer of cases.filter(candidate => candidate.refused === undefined)) {
      const explained = await explain(peer);
      if (!explained.ok) throw new Error(`${peer.name}: ${explained.failure.message}`);
      const report = explained.value;
      expect(report.rows, peer.name).toBe(peer.values.length);
      expect(report.features.length, peer.name).toBe(peer.values[0]?.length);
      const share = worstShare(report, peer);
      shares.push(`${peer.name}: ${share.toPrecision(2)} of the tolerance, additive within ${report.additivityError.toPrecision(2)}`);
      expect(share, peer.name).toBeLessThanOrEqual(1);
      peer.baseValues.forEach((base, output) =>
        expect(Math.abs((report.baseValues[output] as number) - base), `${peer.name}, base value`).toBeLessThanOrEqual(
          2e-6 * Math.max(1, Math.abs(base)),
        ),
      );
      const largest = Math.max(...peer.values.map(features => sumOfAbsolutes(features.flat())));
      expect(report.additivityError, peer.name).toBeLessThanOrEqual(1e-12 * Math.max(1, largest));
    }
    console.log(shares.join('\n'));
    expect(shares.length).toBeGreaterThanOrEqual(45);
  });

  test('come from models whose recorded predictions are ours', async () => {
    const recorded = cases.filter(peer => peer.prediction !== null && peer.prediction !== undefined);
    for (const peer of recorded) {
      const explained = await explain(peer);
      if (!explained.ok) throw new Error(`${peer.name}: ${explained.failure.message}`);
      const error = explained.value.predictionError;
      expect(error, peer.name).not.toBeNull();
      // XGBoost predicts in float32.
      expect(error, peer.name).toBeLessThanOrEqual((peer.name.startsWith('xgb') ? 5e-6 : 1e-12) * Math.max(1, peer.largestPrediction));
    }
    expect(recorded.length).toBeGreaterThanOrEqual(20);
  });

  test('are refused with the line that exports the model, where only Python can open it', async () => {
    const refused = cases.filter(peer => peer.refused !== undefined);
    expect(refused).toHaveLength(1);
    for (const peer of refused) {
      const explained = await explain(peer);
      expect(explained.ok ? '' : `${explained.failure.message} ${explained.failure.nextStep}`).toContain(peer.refused);
    }
  });
});
