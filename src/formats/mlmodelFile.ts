import { parse } from 'yaml';
import { type ModelFolder, type Signature, type SignatureColumn } from './contract';
import { type DocumentValue, listOf, member, numberOf, textOf } from './documentValue';
import { parseJsonDocument } from './jsonDocument';
import { Malformed } from './malformed';

/** Flavors from the most to the least specific: a model has several, and is one. */
const FLAVORS = [
  'xgboost',
  'lightgbm',
  'catboost',
  'sklearn',
  'onnx',
  'pytorch',
  'tensorflow',
  'keras',
  'spark',
  'statsmodels',
  'prophet',
  'transformers',
  'h2o',
  'fastai',
  'spacy',
];

/** Aliases of an `MLmodel` are expanded at most this often: MLflow writes none. */
const MAX_ALIASES = 50;

/**
 * Reads the text of an `MLmodel` file (MLflow 1.x to 3.x): the flavor, the model file that it names, the class that was
 * logged and the signature, whose inputs and outputs are JSON inside YAML. Only plain YAML is accepted: no tag makes an
 * object, and names that lead out of the folder are refused.
 */
export function readMlmodel(text: string): Omit<ModelFolder, 'path'> {
  const document = parseYaml(text);
  const flavors = member(document, 'flavors');
  if (typeof flavors !== 'object' || flavors === null)
    throw new Malformed('The MLmodel file names no flavors.', 'Choose a model folder that MLflow wrote.');
  const names = Object.keys(flavors);
  const flavor = FLAVORS.find(known => names.includes(known)) ?? names.find(name => name !== 'python_function') ?? 'python_function';
  const own = member(flavors, flavor);
  const python = member(flavors, 'python_function');
  const file =
    textOf(member(own, 'data')) ??
    textOf(member(own, 'pickled_model')) ??
    textOf(member(own, 'model_path')) ??
    textOf(member(python, 'model_path')) ??
    textOf(member(python, 'data'));
  return {
    flavor,
    modelFile: file === null ? null : insideFolder(file),
    modelClass: textOf(member(own, 'model_class')),
    signature: signatureOf(member(document, 'signature')),
  };
}

function parseYaml(text: string): DocumentValue {
  try {
    return parse(text, { schema: 'core', maxAliasCount: MAX_ALIASES, logLevel: 'error', prettyErrors: false }) as DocumentValue;
  } catch {
    throw new Malformed('The MLmodel file is no readable YAML.', 'Choose a model folder that MLflow wrote.');
  }
}

/** An MLmodel file from elsewhere must not name a file of this machine. */
function insideFolder(file: string): string {
  const parts = file.split(/[\\/]/);
  if (file === '' || parts.includes('..') || parts[0] === '' || /^[A-Za-z]:/.test(file))
    throw new Malformed(
      `The MLmodel file names the model file ${JSON.stringify(file)}, which is outside its folder.`,
      'Do not trust this model; choose another one.',
    );
  return file;
}

function signatureOf(signature: DocumentValue | undefined): Signature | null {
  if (signature === undefined || signature === null) return null;
  return {
    inputs: columnsOf(member(signature, 'inputs')),
    outputs: columnsOf(member(signature, 'outputs')),
    params: paramsOf(member(signature, 'params')),
  };
}

/** MLflow writes params from 2.6 on. One is never missing when predicting: its default stands in. */
function paramsOf(value: DocumentValue | undefined): readonly SignatureColumn[] {
  const list = typeof value === 'string' ? parseJsonDocument(value) : value;
  return listOf(list).map(param => ({
    name: textOf(member(param, 'name')),
    type: textOf(member(param, 'type')) ?? 'unknown',
    required: true,
    detail: paramDetail(param),
  }));
}

function paramDetail(param: DocumentValue): string {
  const shape = listOf(member(param, 'shape') ?? null).map(size => numberOf(size) ?? '?');
  const properties = member(param, 'properties');
  const parts = [
    shape.length === 0 ? '' : `(${shape.join(', ')})`,
    properties === undefined || properties === null ? '' : nestedText(properties),
    `default ${nestedText(member(param, 'default') ?? null)}`,
  ];
  return parts.filter(part => part !== '').join(' ');
}

/** A list of columns as a JSON text; some early versions wrote the list itself. */
function columnsOf(value: DocumentValue | undefined): readonly SignatureColumn[] {
  const list = typeof value === 'string' ? parseJsonDocument(value) : value;
  return listOf(list).map(column => ({
    name: textOf(member(column, 'name')),
    type: textOf(member(column, 'type')) ?? 'unknown',
    required: isRequired(column),
    ...detailOf(column),
  }));
}

/** Two tensors of other shapes, or objects with other properties, are not the same input though their type is. */
function detailOf(column: DocumentValue): Pick<SignatureColumn, 'detail'> {
  const tensor = member(column, 'tensor-spec');
  const shape = listOf(member(tensor, 'shape')).map(size => numberOf(size) ?? '?');
  if (tensor !== undefined) return { detail: `${textOf(member(tensor, 'dtype')) ?? 'unknown'} (${shape.join(', ')})` };
  const inside = member(column, 'items') ?? member(column, 'properties') ?? member(column, 'values');
  return inside === undefined ? {} : { detail: nestedText(inside) };
}

/** The parser reads any depth, the printer does not. */
function nestedText(value: DocumentValue): string {
  try {
    return JSON.stringify(value);
  } catch {
    throw new Malformed('The signature in the MLmodel file is nested too deeply.', 'Choose a model folder that MLflow wrote.');
  }
}

/** MLflow 1.x had only `optional`; without either the column is required. */
function isRequired(column: DocumentValue): boolean {
  const required = member(column, 'required');
  if (required !== undefined) return numberOf(required) !== 0;
  return numberOf(member(column, 'optional') ?? false) === 0;
}
