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
