import { type Statistics } from '../numeric/bootstrapIntervals';
import { meanAbsoluteError } from '../numeric/meanAbsoluteError';
import { meanAbsolutePercentageError } from '../numeric/meanAbsolutePercentageError';
import { meanError } from '../numeric/meanError';
import { rootMeanSquaredError } from '../numeric/rootMeanSquaredError';
import { type RowWeights } from '../numeric/rowWeights';
import { rSquared } from '../numeric/rSquared';
import { type PredictedRows } from './qualityRows';

/** What measures labelled rows of a regression, as often as they are weighed. */
export function regressionMeasure({ labels, predicted }: PredictedRows): (weights: RowWeights) => Statistics {
  return weights => ({
    me: meanError(labels, predicted, weights),
    mae: meanAbsoluteError(labels, predicted, weights),
    rmse: rootMeanSquaredError(labels, predicted, weights),
    mape: meanAbsolutePercentageError(labels, predicted, weights),
    r2: rSquared(labels, predicted, weights),
  });
}
