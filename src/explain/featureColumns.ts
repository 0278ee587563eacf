import { failure, type Result, success } from '../base/result';
import { type ModelFolder, type TreeEnsemble } from '../formats/contract';

/** Where the values of each feature are in the data. */
export interface FeatureColumns {
  /** Names that the report shows, by feature. */
  readonly features: readonly string[];
  /** Column of the data, by feature. */
  readonly columns: readonly string[];
  /** What the reader should know; null if matched by name. */
  readonly difference: string | null;
}

/**
 * Matches the model's features with the columns of the data: by name; by position only if neither the model file nor its
 * signature has names, and then the difference says so. Columns that the model does not know are ignored.
 *
 * @param reserved columns that are no inputs, whatever their position: target and predictions.
 */
export function featureColumns(
  ensemble: TreeEnsemble,
  folder: ModelFolder,
  data: readonly string[],
  reserved: readonly (string | null)[],
): Result<FeatureColumns> {
  const names = ensemble.featureNames ?? signatureNames(folder, ensemble.featureCount);
  if (names === null)
    return byPosition(
      ensemble.featureCount,
      data.filter(name => !reserved.includes(name)),
    );
  const known = new Set(data);
  const underscored = new Map(data.map(name => [name.replaceAll(' ', '_'), name]));
  const columns = names.map(name => (known.has(name) ? name : ensemble.library === 'lightgbm' ? underscored.get(name) : undefined));
  const missing = names.filter((_, feature) => columns[feature] === undefined);
  if (missing.length > 0) return missingColumns(missing);
  const found = columns.filter(column => column !== undefined);
  return success({ features: found, columns: found, difference: null });
}

function signatureNames(folder: ModelFolder, featureCount: number): readonly string[] | null {
  const names = folder.signature?.inputs.map(input => input.name).filter(name => name !== null) ?? [];
  return names.length === featureCount && featureCount > 0 ? names : null;
}

function byPosition(featureCount: number, data: readonly string[]): Result<FeatureColumns> {
  if (data.length < featureCount) {
    return failure(
      'invalid',
      `The model has ${featureCount} features without names, and the data has only ${data.length} columns for them.`,
      { nextStep: 'Choose the data that the model was trained for.' },
    );
  }
  const columns = data.slice(0, featureCount);
  return success({
    features: columns,
    columns,
    difference: `The model has no feature names: the first ${featureCount} columns of the data were taken in their order.`,
  });
}

function missingColumns(missing: readonly string[]): Result<never> {
  const shown = missing
    .slice(0, 5)
    .map(name => JSON.stringify(name))
    .join(', ');
  const rest = missing.length > 5 ? ` and ${missing.length - 5} more` : '';
  const message =
    missing.length === 1
      ? `The data has no column ${shown}, which the model needs.`
      : `The data has no columns ${shown}${rest}, which the model needs.`;
  return failure('not_found', message, { nextStep: 'Choose data with the model’s inputs.' });
}
