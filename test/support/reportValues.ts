import { type DetectReport } from '../../src/detect/contract';
import { type DriftReport } from '../../src/drift/contract';
import { type ExplainReport } from '../../src/explain/contract';

const file = { path: 'data.parquet', sha256: '00' };

/** A small drift report that is complete. */
export function driftReport(): DriftReport {
  return {
    schema: 1,
    reference: { files: [file], rows: 10 },
    current: { files: [file], rows: 12 },
    profile: 'evidently',
    dataset: { drifted: false, share: 0, threshold: 0.5, columns: 1, driftedColumns: 0, skipped: 0 },
    columns: [
      {
        name: 'distance',
        role: 'feature',
        type: 'numeric',
        status: 'ok',
        reason: null,
        method: 'ks',
        score: 0.5,
        threshold: 0.05,
        drifted: false,
        severity: 0.2314,
        noise: null,
        withinNoise: null,
        reference: { count: 10, missing: 0, unique: 9 },
        current: { count: 12, missing: 1, unique: 10 },
        missingChange: { from: 0, to: 1 / 12, flagged: false },
        distribution: {
          kind: 'numeric',
          edges: [0, 1, 2],
          reference: [5, 5],
          current: [6, 5],
          summary: { reference: null, current: null },
        },
      },
    ],
    schemaChanges: [],
    tookMs: 3,
    made: {
      at: 0,
      request: { reference: 'a', current: 'b', model: null, columns: null, ignore: [], roles: {}, types: {}, profile: 'evidently' },
    },
  };
}

/** A small report of a detector: six values, one of them missing, one change. */
export function detectReport(): DetectReport {
  return {
    schema: 1,
    data: { files: [file], rows: 6 },
    column: 'loss',
    detector: 'hddm_w',
    parameters: { drift_confidence: 0.001, warning_confidence: 0.005, lambda_val: 0.05, two_sided_test: false },
    seed: null,
    river: '0.26.1',
    detections: [4],
    warnings: [3],
    skipped: 1,
    counts: { values: 5, detections: 1, warnings: 1 },
    changes: [{ row: 4, value: 1, firstWarning: 3, before: { values: 4, mean: 0.5 }, after: { values: 1, mean: 0.25 } }],
    stream: {
      rowsEach: 1,
      isErrors: false,
      least: [0, null, 0, 1, 1, 0.25],
      greatest: [0, null, 0, 1, 1, 0.25],
      mean: [0, null, 0, 1, 1, 0.25],
      meanSince: [0, null, 0, 1 / 3, 0.5, 0.25],
      warnings: [0, 0, 0, 1, 0, 0],
      detections: [0, 0, 0, 0, 1, 0],
    },
    tookMs: 3,
    made: { at: 0, request: { data: 'a.csv', column: 'loss', detector: 'hddm_w', parameters: {}, seed: null } },
  };
}

/** A small SHAP report that is complete: one output, two features, one row. */
export function explainReport(): ExplainReport {
  return {
    schema: 1,
    model: { uri: 'models:/m/1', name: 'm', version: '1', flavor: 'xgboost', format: 'json', way: 'native' },
    method: 'path-dependent TreeSHAP',
    units: 'margin',
    outputs: ['margin'],
    features: ['hour', 'origin'],
    baseValues: [-1.5],
    rows: 1,
    rowIndex: [0],
    importance: [
      { feature: 'hour', meanAbs: [0.4] },
      { feature: 'origin', meanAbs: [0.1] },
    ],
    additivityError: 1e-15,
    predictionError: null,
    values: [[0.4, -0.1]],
    differences: [],
    tookMs: 2,
    page: {
      at: 0,
      request: { model: 'models:/m/1', data: 'd', rows: { kind: 'all' }, target: null, prediction: null },
      trees: 1,
      featureValues: [[8, 'ATL']],
      predictions: [[-1.2]],
      targets: null,
      keptRows: 1,
    },
  };
}
