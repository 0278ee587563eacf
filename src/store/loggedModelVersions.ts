import { modelName, versionNumber } from '../domain/ids';
import { type LoggedModel } from '../domain/run';

/** Where MLflow notes, on a logged model, which versions were registered from it. */
export const VERSIONS_TAG = 'mlflow.modelVersions';

/** The versions in that tag, in the order of registering. What is no such list has none. */
export function parseModelVersions(tag: string): LoggedModel['versions'] {
  return entriesOf(tag).flatMap(entry => {
    const { name, version } = entry;
    if (typeof name !== 'string' || name === '' || !isNumber(version)) return [];
    return [{ name: modelName(name), version: versionNumber(String(version)) }];
  });
}

function entriesOf(tag: string): readonly Readonly<Record<string, unknown>>[] {
  try {
    const value = JSON.parse(tag) as unknown;
    return Array.isArray(value) ? value.filter(entry => typeof entry === 'object' && entry !== null) : [];
  } catch {
    return [];
  }
}

/** MLflow writes the version as a number; other clients as text. */
function isNumber(version: unknown): version is number | string {
  return /^[0-9]{1,15}$/.test(String(version));
}
