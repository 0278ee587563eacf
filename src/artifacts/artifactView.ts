import { type ModelFileKind } from '../formats/contract';
import { type ArtifactFacts, type ClosedKind } from './contract';

/** What is read of a file to decide how it is shown. */
export const LOOKED_AT = 65_536;

/** Text and pictures that are longer are not opened: an editor would take seconds for them. */
const LONGEST_OPENED = 50 * 1024 * 1024;

interface Looked {
  /** Without folders. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** The first `LOOKED_AT` bytes, or all of a shorter file. */
  readonly head: Uint8Array;
  /** What a model file with these bytes would be. */
  readonly modelKind: ModelFileKind;
}

/**
 * How a file is shown: by its name where the content is what the name says, else by its content. HTML and SVG are text
 * like any other, a notebook is never a notebook that could run, and what only a model library could read stays closed.
 */
export function artifactView(looked: Looked): Pick<ArtifactFacts, 'view' | 'language' | 'kind'> {
  const { name, size } = looked;
  const kind = closedKind(looked);
  if (size > 0 && /[.]((csv|tsv|tab|jsonl|ndjson)([.]gz)?|parquet|pq|parq)$/i.test(name)) return { view: 'table', language: null, kind };
  const isImage = /[.](png|jpe?g|gif|bmp|webp|ico|avif)$/i.test(name);
  if (!isImage && !isText(looked)) return { view: 'closed', language: null, kind };
  if (size > LONGEST_OPENED) return { view: 'closed', language: null, kind: 'too long' };
  if (isImage) return { view: 'image', language: null, kind };
  return { view: textView(looked), language: languageOf(name), kind };
}

function textView({ name, head }: Looked): ArtifactFacts['view'] {
  if (/[.](md|markdown)$/i.test(name)) return 'markdown';
  if (/[.]ipynb$/i.test(name)) return 'notebook';
  return /[.]json$/i.test(name) && beginsAsSplitTable(head) ? 'table' : 'text';
}

/** pandas writes tables so with `orient='split'`, and so does MLflow's `log_table`. */
function beginsAsSplitTable(head: Uint8Array): boolean {
  return /^\uFEFF?\s*\{\s*"(columns|index|data)"\s*:\s*\[/.test(Buffer.from(head.subarray(0, 4096)).toString('utf8'));
}

function isText({ head, modelKind }: Looked): boolean {
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (modelKind === 'pickle' || modelKind === 'onnx' || isPdf(head)) return false;
  return isUtf16 || !head.includes(0);
}

/** A few kinds of model files are text: that they are models is not why they would stay closed. */
function closedKind({ head, modelKind }: Looked): ClosedKind {
  const start = Buffer.from(head.subarray(0, 8)).toString('latin1');
  if (isPdf(head)) return 'pdf';
  if (start.startsWith('\u0093NUMPY')) return 'numpy';
  // A joblib file is a pickle, compressed or not.
  if (start.startsWith('\u001f\u008b') && modelKind !== 'pickle') return 'gzip';
  return modelKind;
}

function isPdf(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 5)).toString('latin1') === '%PDF-';
}

function languageOf(name: string): string | null {
  return name === 'MLmodel' || name === 'MLproject' || name === 'registered_model_meta' ? 'yaml' : null;
}
