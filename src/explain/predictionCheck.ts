import { type Column } from '../domain/column';
import { type TreeEnsemble } from '../formats/contract';
import { applyLink } from './marginScale';

/** How well our own margins agree with predictions that were recorded beside the data. */
export interface PredictionCheck {
  /** Largest difference, on the scale that `difference` names; null if nothing could be compared. */
  readonly error: number | null;
  readonly difference: string | null;
}

/**
 * Compares margins with recorded predictions, on the scale of those: probabilities and other linked predictions after
 * applying the link, margins as they are. Recorded classes cannot be compared as numbers; how many agree is said instead.
 * Rows without a recorded prediction are skipped. O(rows).
 *
 * @param margins rows × outputs of the chosen rows.
 */
export function checkPredictions(ensemble: TreeEnsemble, margins: Float64Array, recorded: Column, rows: Int32Array): PredictionCheck {
  const name = JSON.stringify(recorded.name);
  if (ensemble.outputs > 1) return classAgreement(ensemble, margins, recorded, rows);
  if (recorded.storage === 'codes')
    return { error: null, difference: `Predictions not checked against the model: column ${name} holds text.` };
  const pairs = Array.from(rows, (row, place) => ({ recorded: recorded.values[row] as number, margin: margins[place] as number })).filter(
    pair => Number.isFinite(pair.recorded),
  );
  if (pairs.length === 0)
    return { error: null, difference: `Predictions not checked against the model: column ${name} is empty in these rows.` };
  const scale = recordedScale(
    ensemble,
    pairs.map(pair => pair.recorded),
  );
  if (scale === 'class') return binaryAgreement(pairs, name);
  const predicted = (margin: number): number => (scale === 'margin' ? margin : (applyLink(ensemble, margin) ?? margin));
  const error = pairs.reduce((most, pair) => Math.max(most, Math.abs(predicted(pair.margin) - pair.recorded)), 0);
  return { error, difference: scaleSentence(scale, name) };
}

type Scale = 'margin' | 'value' | 'probability' | 'linked' | 'class';

function recordedScale(ensemble: TreeEnsemble, values: readonly number[]): Scale {
  if (ensemble.link === 'identity') return 'value';
  if (ensemble.link === 'other') return 'margin';
  if (ensemble.link === 'log') return values.every(value => value >= 0) ? 'linked' : 'margin';
  if (values.every(value => value === 0 || value === 1)) return 'class';
  return values.every(value => value >= 0 && value <= 1) ? 'probability' : 'margin';
}

function scaleSentence(scale: Scale, name: string): string | null {
  if (scale === 'probability')
    return `The recorded predictions in column ${name} are probabilities: they were compared with ours as probabilities.`;
  if (scale === 'linked')
    return `The recorded predictions in column ${name} are not on the scale of the values: they were compared with the exponential of ours.`;
  return scale === 'margin' ? `The recorded predictions in column ${name} were compared with the margins.` : null;
}

function binaryAgreement(pairs: readonly { recorded: number; margin: number }[], name: string): PredictionCheck {
  const agree = pairs.filter(pair => (pair.margin > 0 ? 1 : 0) === pair.recorded).length;
  return {
    error: null,
    difference: `Column ${name} holds classes, which cannot be compared as numbers: ${agree} of ${pairs.length} agree with the model.`,
  };
}

function classAgreement(ensemble: TreeEnsemble, margins: Float64Array, recorded: Column, rows: Int32Array): PredictionCheck {
  const name = JSON.stringify(recorded.name);
  if (recorded.storage === 'codes' || ensemble.link === 'identity')
    return {
      error: null,
      difference: `Predictions not checked against the model: column ${name} cannot be matched with ${ensemble.outputs} outputs.`,
    };
  let agree = 0;
  rows.forEach((row, place) => {
    const own = margins.subarray(place * ensemble.outputs, (place + 1) * ensemble.outputs);
    if (own.indexOf(Math.max(...own)) === recorded.values[row]) agree++;
  });
  return {
    error: null,
    difference: `Column ${name} holds classes, which cannot be compared as numbers: ${agree} of ${rows.length} agree with the model.`,
  };
}
