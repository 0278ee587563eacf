import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type ModelFileKind, type ModelFolder, type ReadModelFolder } from './contract';
import { Malformed, readingModelFile } from './malformed';
import { readMlmodel } from './mlmodelFile';
import { HEAD_BYTES, modelFileKind } from './modelFileKind';
import { readBounded, readHead } from './modelFileReading';
import { refusedModel } from './refusedModel';

/** A real MLmodel file has a few kilobytes; one with prompts or long metadata has more. */
const MLMODEL_LIMIT = 10 * 1024 * 1024;

/**
 * Reads the `MLmodel` of an MLflow model folder (given as the folder or as that file), or tells from its content what a
 * bare model file is. Nothing of the model is executed. 'not_found' if nothing is there, 'unreadable' for a broken
 * MLmodel, 'unsupported' for a file that is no model.
 */
export const readModelFolder: ReadModelFolder = async path => await readingModelFile(async () => await read(path));

async function read(path: string): Promise<ModelFolder> {
  const info = await stat(path).catch(() => null);
  if (info === null)
    throw new Malformed(`There is no model at ${path}.`, 'Check the path, or whether the artifacts were moved.', 'not_found');
  if (info.isDirectory()) return await readFolder(path);
  return basename(path) === 'MLmodel' ? await readFolder(dirname(path)) : await readBareFile(path);
}

async function readFolder(path: string): Promise<ModelFolder> {
  const file = join(path, 'MLmodel');
  if ((await stat(file).catch(() => null)) === null) {
    throw new Malformed(
      `There is no MLmodel file in ${path}.`,
      'Choose the folder that MLflow wrote the model into, or a model file.',
      'not_found',
    );
  }
  const bytes = await readBounded(file, MLMODEL_LIMIT, 'The MLmodel file');
  return { path, ...readMlmodel(new TextDecoder().decode(bytes)) };
}

const bareFlavors: Readonly<Partial<Record<ModelFileKind, string>>> = {
  'xgboost-json': 'xgboost',
  'xgboost-ubj': 'xgboost',
  'xgboost-binary': 'xgboost',
  'lightgbm-text': 'lightgbm',
  catboost: 'catboost',
  onnx: 'onnx',
  pickle: 'sklearn',
  skops: 'sklearn',
  torch: 'pytorch',
  keras: 'keras',
};

async function readBareFile(path: string): Promise<ModelFolder> {
  const head = await readHead(path, HEAD_BYTES, 'The model file');
  const kind = modelFileKind(head, basename(path));
  const flavor = bareFlavors[kind];
  if (flavor === undefined) throw refusedModel(kind, basename(path), '');
  return { path: dirname(path), flavor, modelFile: basename(path), modelClass: null, signature: null };
}
