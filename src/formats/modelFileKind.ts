import { type ModelFileKind } from './contract';

/** Enough for every sign below; a file is judged by its content, never by its extension alone. */
export const HEAD_BYTES = 65_536;

/** @param head the first `HEAD_BYTES` of the file, or all of a shorter one. */
export function modelFileKind(head: Uint8Array, fileName: string): ModelFileKind {
  const text = byteText(head);
  return signs.find(([, fits]) => fits(text, fileName))?.[0] ?? 'unknown';
}

/** One character a byte. */
export function byteText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

type Sign = readonly [ModelFileKind, (text: string, fileName: string) => boolean];

/** In order: the first that fits wins. */
const signs: readonly Sign[] = [
  ['xgboost-ubj', text => /^\{[iUIlL]/.test(text)],
  ['xgboost-json', text => /^\s*\{/.test(text) && text.includes('"learner"')],
  ['xgboost-dump', text => /^\s*\[\s*\{\s*"nodeid"/.test(text) || text.startsWith('booster[0]:')],
  ['lightgbm-text', text => /^tree\r?\nversion=/.test(text)],
  ['json', text => /^\s*[{[]/.test(text)],
  ['catboost', text => text.startsWith('CBM1')],
  ['keras', (text, fileName) => text.startsWith('\u0089HDF') || (isZip(text) && fileName.endsWith('.keras'))],
  ['skops', (text, fileName) => isZip(text) && (fileName.endsWith('.skops') || text.includes('schema.json'))],
  ['torch', text => isZip(text) && text.includes('/data.pkl')],
  ['zip', isZip],
  ['pickle', text => text.charCodeAt(0) === 0x80 && text.charCodeAt(1) >= 2 && text.charCodeAt(1) <= 5],
  ['pickle', (text, fileName) => /[.](pkl|pickle|joblib)$/.test(fileName) && ['x', '\u001f', 'c', '('].includes(text.charAt(0))],
  ['xgboost-binary', text => text.startsWith('binf') || text.startsWith('bs64') || /gbtree|gblinear|dart/.test(text.slice(0, 1024))],
  ['onnx', (_, fileName) => fileName.endsWith('.onnx')],
];

function isZip(text: string): boolean {
  return text.startsWith('PK\u0003\u0004');
}
