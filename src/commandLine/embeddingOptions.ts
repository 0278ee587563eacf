import { failure, type Result, success } from '../base/result';
import {
  type EmbeddingDistance,
  embeddingDistances,
  type EmbeddingMethod,
  embeddingMethods,
  type EmbeddingSetting,
} from '../domain/embeddingDrift';
import { embeddingProblem } from '../domain/embeddingProblem';
import { type DriftRequest } from '../drift/contract';
import { names, settings } from './options';
import { type Values } from './parseArguments';

/** How embeddings are given on the command line. */
export const embeddingOptions = {
  embeddings: settings(
    'NAME=A,B|NAME=PREFIX*',
    'Compare the vectors in these columns, or in one column of lists, as wholes instead of each column. As often as needed.',
  ),
  'embeddings-method': settings(
    'NAME=METHOD',
    `How: ${embeddingMethods.join(', ')}; of distance, distance:D with ${embeddingDistances.join(', ')}.`,
  ),
  'embeddings-components': settings('NAME=N', 'After a principal component analysis that keeps so many.'),
  'embeddings-threshold': settings('NAME=T', 'From where on the embedding has drifted.'),
  'embeddings-bootstrap': names('NAME,…', 'For these, a percentile of what no drift gives is the threshold.'),
} as const;

/** The part of a request that these options say. */
export function embeddingSettings(values: Values<typeof embeddingOptions>): Result<Pick<DriftRequest, 'embeddings'>> {
  const { embeddings: given = {}, 'embeddings-bootstrap': bootstrapped = [] } = values;
  const { 'embeddings-method': methods = {}, 'embeddings-components': components = {}, 'embeddings-threshold': thresholds = {} } = values;
  const unknown = [...bootstrapped, ...[methods, components, thresholds].flatMap(Object.keys)].find(name => !Object.hasOwn(given, name));
  if (unknown !== undefined) return failure('invalid', `--embeddings does not say which columns "${unknown}" is of.`);
  if (Object.keys(given).length === 0) return success({});
  const read: Record<string, EmbeddingSetting> = {};
  for (const [name, columns] of Object.entries(given)) {
    const how = readHow(name, methods[name], { components: components[name], threshold: thresholds[name] });
    if (!how.ok) return how;
    const bootstrap = bootstrapped.includes(name) ? { bootstrap: true } : {};
    read[name] = { columns: columns.split(',').filter(part => part !== ''), ...how.value, ...bootstrap };
  }
  return embeddingProblem(read) ?? success({ embeddings: read });
}

type How = Omit<EmbeddingSetting, 'columns'>;
type Numbers = Readonly<Record<'components' | 'threshold', string | undefined>>;

function readHow(name: string, text: string | undefined, numbers: Numbers): Result<How> {
  const method = readMethod(text);
  if (!method.ok) return method;
  const components = readNumber('components', name, numbers.components);
  if (!components.ok) return components;
  const threshold = readNumber('threshold', name, numbers.threshold);
  return threshold.ok ? success({ ...method.value, ...components.value, ...threshold.value }) : threshold;
}

type Method = Pick<EmbeddingSetting, 'method' | 'distance'>;

function readMethod(text: string | undefined): Result<Method> {
  if (text === undefined) return success({});
  const colon = text.indexOf(':');
  const method = embeddingMethods.find((each: EmbeddingMethod) => each === (colon < 0 ? text : text.slice(0, colon)));
  const distance = embeddingDistances.find((each: EmbeddingDistance) => colon >= 0 && each === text.slice(colon + 1));
  if (method === undefined || (colon >= 0 && distance === undefined))
    return failure(
      'invalid',
      `--embeddings-method: "${text}" is none of ${embeddingMethods.join(', ')}, nor distance: and one of ${embeddingDistances.join(', ')}.`,
    );
  return success({ method, ...(distance === undefined ? {} : { distance }) });
}

function readNumber<Key extends 'components' | 'threshold'>(
  key: Key,
  name: string,
  text: string | undefined,
): Result<{ readonly [Name in Key]?: number }> {
  if (text === undefined) return success({});
  const number = text.trim() === '' ? NaN : Number(text);
  if (Number.isFinite(number)) return success({ [key]: number } as { [Name in Key]: number });
  return failure('invalid', `--embeddings-${key}: "${text}" of "${name}" is not a number.`);
}
