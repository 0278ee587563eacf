import { failure, success, type Result } from '../base/result';
import { modelName, type ModelName } from './ids';
import { shownText } from './shownText';

const MODEL_NAME_LENGTH = 256;
const ALIAS_LENGTH = 255;
const TAG_KEY_LENGTH = 250;
const TAG_VALUE_LENGTH = 100_000;
const DESCRIPTION_LENGTH = 5000;
const EXPERIMENT_NAME_LENGTH = 500;
const RUN_NAME_LENGTH = 250;

/** Whether a registered model may have this name: MLflow's rules, and the 256 characters of its column. */
export function checkModelName(name: string): Result<ModelName> {
  if (name.trim() === '') return failure('invalid', 'A model needs a name.');
  if (/[/:]/.test(name)) return failure('invalid', `A model's name cannot contain '/' or ':', as '${shownText(name)}' does.`);
  if (name === '.' || name.startsWith('..'))
    return failure('invalid', `'${shownText(name)}' cannot be a model's name: it would mean a folder.`);
  if (name.length > MODEL_NAME_LENGTH) return tooLong("A model's name", MODEL_NAME_LENGTH, name);
  return success(modelName(name));
}

/** Whether an alias may have this name: letters, digits, '_' and '-'; 'latest' and 'v' with a number are MLflow's own. */
export function checkAlias(alias: string): Result<string> {
  if (alias === '') return failure('invalid', 'An alias needs a name.');
  if (!/^[\p{L}\p{N}_-]+$/u.test(alias)) {
    return failure('invalid', `An alias is made of letters, digits, '_' and '-': '${shownText(alias)}' is not.`);
  }
  if (alias.length > ALIAS_LENGTH) return tooLong('An alias', ALIAS_LENGTH, alias);
  if (alias.toLowerCase() === 'latest' || /^v\p{Nd}+$/iu.test(alias)) {
    return failure('invalid', `'${shownText(alias)}' is reserved: MLflow uses it for version numbers.`, {
      nextStep: 'Choose another alias.',
    });
  }
  return success(alias);
}

/** Whether a tag may have this key and value. */
export function checkTag(key: string, value: string): Result<void> {
  const checked = checkTagKey(key);
  if (!checked.ok) return checked;
  return checkTagValue(value);
}

/** Whether a tag may have this value. @param limit that of a tag of models and versions when absent. */
export function checkTagValue(value: string, limit = TAG_VALUE_LENGTH): Result<void> {
  return value.length > limit ? tooLong("A tag's value", limit, value) : success(undefined);
}

/** Whether a tag may have this key: MLflow reads it as a path, so it must be one that is written in the shortest way. */
export function checkTagKey(key: string): Result<void> {
  if (key === '') return failure('invalid', 'A tag needs a key.');
  if (!/^[/\p{L}\p{N}_.\- :]+$/u.test(key)) {
    return failure('invalid', `A tag's key is made of letters, digits, '_', '-', '.', ' ', ':' and '/': '${shownText(key)}' is not.`);
  }
  if (key.startsWith('..') || key.split('/').some(part => part === '' || part === '.' || part === '..')) {
    return failure('invalid', `'${shownText(key)}' cannot be a tag's key: read as a path, it would name something else.`);
  }
  if (key.length > TAG_KEY_LENGTH) return tooLong("A tag's key", TAG_KEY_LENGTH, key);
  return success(undefined);
}

export function checkDescription(text: string): Result<void> {
  return text.length > DESCRIPTION_LENGTH ? tooLong('A description', DESCRIPTION_LENGTH, text) : success(undefined);
}

export function checkExperimentName(name: string): Result<void> {
  if (name.trim() === '') return failure('invalid', 'An experiment needs a name.');
  return name.length > EXPERIMENT_NAME_LENGTH ? tooLong("An experiment's name", EXPERIMENT_NAME_LENGTH, name) : success(undefined);
}

/** Whether a run may have this name: any but a blank one that its column has room for. */
export function checkRunName(name: string): Result<void> {
  if (name.trim() === '') return failure('invalid', 'A run needs a name.');
  return name.length > RUN_NAME_LENGTH ? tooLong("A run's name", RUN_NAME_LENGTH, name) : success(undefined);
}

function tooLong(what: string, limit: number, text: string): Result<never> {
  const longest = limit.toLocaleString('en-US');
  return failure('invalid', `${what} has at most ${longest} characters; this one has ${text.length.toLocaleString('en-US')}.`);
}
