import { type TogetherDrift } from '../../src/domain/togetherDrift';

/** A verdict on all columns with everything that one can have; a name from data is hostile. */
export const togetherDrift: TogetherDrift = {
  drifted: true,
  reason: 'A classifier tells the sides apart. The reconstruction error is as usual.',
  rows: { reference: 10_000, current: 2500 },
  columns: ['dep_hour', 'origin', '<b>|x|</b>'],
  leftOut: [{ reason: 'They are not features.', columns: ['id'] }],
  classifier: {
    auc: 0.7123,
    limit: 0.65,
    noise: 0.5106,
    drifted: true,
    features: [
      { name: 'dep_hour', share: 0.62 },
      { name: '<b>|x|</b>', share: 0.38 },
    ],
  },
  reconstruction: { error: 1.61, expected: 1.6, low: 1.5, high: 1.7, samplingError: 0.01, components: 4, drifted: false },
  correlations: [{ columns: ['dep_hour', '<b>|x|</b>'], measure: 'spearman', from: 0.81, to: 0.12, pValue: 1e-20 }],
};
