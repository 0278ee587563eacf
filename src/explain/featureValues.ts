import { failure, type Result, success } from '../base/result';
import { type CategoryColumn, type Column, type NumericColumn } from '../domain/column';
import { type TreeEnsemble } from '../formats/contract';

const UNSEEN = -1;

/**
 * The chosen rows of one feature as the model reads them: numbers as they are, categories as the model file's codes, NaN
 * for missing. A category that the model never saw is missing for LightGBM (as pandas' `set_categories` makes it) and a
 * failure for XGBoost, which refuses it too. O(rows).
 */
export function featureValues(ensemble: TreeEnsemble, feature: number, column: Column, rows: Int32Array): Result<Float64Array> {
  if (column.storage === 'numbers' && column.kind === 'datetime') {
    return failure('invalid', `Column ${quoted(column)} holds times, and the model expects numbers.`, {
      nextStep: 'Convert it as it was converted for training.',
    });
  }
  const labels = ensemble.categories[feature] ?? null;
  if (labels !== null) return labelCodes(ensemble, labels, column, rows);
  if (column.storage === 'numbers') return success(Float64Array.from(rows, row => column.values[row] as number));
  return textWithoutLabels(ensemble.isCategorical[feature] === true, column, rows);
}

function labelCodes(ensemble: TreeEnsemble, labels: readonly string[], column: Column, rows: Int32Array): Result<Float64Array> {
  const codes = new Map(labels.map((label, code) => [label, code]));
  const codeAt = column.storage === 'codes' ? textCode(column, codes) : numberCode(column, codes);
  const values = Float64Array.from(rows, codeAt);
  const unseen = values.indexOf(UNSEEN);
  if (unseen < 0) return success(values);
  if (ensemble.library === 'lightgbm') return success(values.map(code => (code === UNSEEN ? NaN : code)));
  const label = cellText(column, rows[unseen] as number);
  return failure('invalid', `Column ${quoted(column)} holds the category ${JSON.stringify(label)}, which the model was not trained with.`, {
    nextStep: 'XGBoost refuses it too: leave those rows out, or leave the value empty.',
  });
}

function textCode(column: CategoryColumn, codes: ReadonlyMap<string, number>): (row: number) => number {
  const byCode = column.categories.map(category => codes.get(category) ?? UNSEEN);
  return row => {
    const code = column.codes[row] as number;
    return code < 0 ? NaN : (byCode[code] as number);
  };
}

/** Numbers match labels by their decimal text, and truth values by "True" and "False", as pandas prints them. */
function numberCode(column: NumericColumn, codes: ReadonlyMap<string, number>): (row: number) => number {
  return row => {
    const value = column.values[row] as number;
    return Number.isNaN(value) ? NaN : (codes.get(numberText(column, value)) ?? UNSEEN);
  };
}

function numberText(column: NumericColumn, value: number): string {
  if (column.kind !== 'boolean') return String(value);
  return value === 0 ? 'False' : 'True';
}

function cellText(column: Column, row: number): string {
  if (column.storage === 'numbers') return numberText(column, column.values[row] as number);
  return column.categories[column.codes[row] as number] ?? '';
}

/** A column without any value is read as text, and is missing everywhere. */
function textWithoutLabels(isCategorical: boolean, column: CategoryColumn, rows: Int32Array): Result<Float64Array> {
  if (rows.every(row => (column.codes[row] as number) < 0)) return success(new Float64Array(rows.length).fill(NaN));
  if (!isCategorical)
    return failure('invalid', `Column ${quoted(column)} holds text, and the model expects numbers.`, {
      nextStep: 'Convert it as it was converted for training.',
    });
  return failure('unsupported', `Column ${quoted(column)} holds category names, and the model file does not say which codes they have.`, {
    nextStep:
      'Put the codes of training into the column, or save the model with the names: XGBoost 3.1 or newer, or LightGBM from a pandas frame.',
  });
}

function quoted(column: Column): string {
  return JSON.stringify(column.name);
}
