import { basename, join } from 'node:path';
import { type ModelFolder, type ParseTreeEnsemble, type TreeEnsemble } from './contract';
import { parseJsonDocument } from './jsonDocument';
import { lightgbmEnsemble } from './lightgbmModel';
import { readingModelFile, unsupported } from './malformed';
import { byteText, HEAD_BYTES, modelFileKind } from './modelFileKind';
import { readBounded } from './modelFileReading';
import { refusedModel } from './refusedModel';
import { parseUbjson } from './ubjson';
import { xgboostEnsemble } from './xgboostModel';

/** Text of this length still fits into one string of the engine. */
const TEXT_LIMIT = 480 * 1024 * 1024;
const BINARY_LIMIT = 2048 * 1024 * 1024;

/**
 * Parses the model file of a folder into a tree ensemble. The parser is chosen by the file's content, and there is no
 * falling back to a more powerful one: nothing is ever executed. 'unsupported' names what the file is and the line that
 * exports a readable one; 'unreadable' says what is broken. O(bytes) time and memory.
 */
export const parseTreeEnsemble: ParseTreeEnsemble = async folder => await readingModelFile(async () => await parse(folder));

async function parse(folder: ModelFolder): Promise<TreeEnsemble> {
  if (folder.modelFile === null)
    throw unsupported(`The MLmodel file in ${folder.path} names no model file.`, 'Explained here are the xgboost and lightgbm flavors.');
  const path = join(folder.path, folder.modelFile);
  const bytes = await readBounded(path, BINARY_LIMIT, 'The model file');
  const head = bytes.subarray(0, HEAD_BYTES);
  const kind = modelFileKind(head, basename(path));
  if (kind === 'xgboost-ubj') return xgboostEnsemble(parseUbjson(bytes), 'ubj', folder);
  if (kind === 'xgboost-json') return xgboostEnsemble(parseJsonDocument(textOf(bytes)), 'json', folder);
  if (kind === 'lightgbm-text') return lightgbmEnsemble(textOf(bytes), folder);
  throw refusedModel(kind, basename(path), `${folder.flavor} ${byteText(head)}`);
}

function textOf(bytes: Uint8Array): string {
  if (bytes.byteLength > TEXT_LIMIT)
    throw unsupported(
      'The model file is too large to be read as text.',
      'Save an XGBoost model as UBJSON: booster.save_model("model.ubj").',
    );
  return new TextDecoder().decode(bytes);
}
