import { type SavedReport } from './contract';
import { REPORT_KINDS } from './reportKind';

/** Longest encoded model name in a file name: most file systems stop at 255 bytes in all. */
const LONGEST_NAME = 180;

/**
 * `drift-flight_delay_model-v4-20261123T061530123Z.json`; without a model `drift-20261123T061530123Z.json`; of a monitor
 * `drift-flight_delay_model-v4~weekly-2026….json`. Names are percent-encoded but for letters, digits, '.', '_' and '-';
 * one too long for a file name is cut.
 */
export function reportFileName({ kind, model, monitor, createdAt }: Omit<SavedReport, 'path'>): string {
  const time = new Date(createdAt).toISOString().replace(/[-:.]/g, '');
  const of = model === null ? '' : `-${encodeName(model.name)}-v${model.version}`;
  const by = monitor === null ? '' : `~${encodeName(monitor)}`;
  return `${kind}${of}${by}-${time}.json`;
}

/** What a file name says of the report in it; null if it is no report's name. */
export function parseReportFileName(name: string): Omit<SavedReport, 'path'> | null {
  const match = /^([a-z]+)(?:-([^~]+)-v(\d+))?(?:~([^~]+))?-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.json$/.exec(name);
  if (!match) return null;
  const [, word, encoded, version, by, ...time] = match;
  const kind = REPORT_KINDS.find(known => known === word);
  const [year, month, day, hour, minute, second, millisecond] = time;
  const createdAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`);
  const model = encoded === undefined ? null : decodeName(encoded);
  const monitor = by === undefined ? null : decodeName(by);
  if (kind === undefined || Number.isNaN(createdAt) || model === undefined || monitor === undefined) return null;
  return {
    kind,
    model: model === null ? null : { name: model, version: version ?? '' },
    monitor,
    createdAt,
  };
}

function encodeName(name: string): string {
  let encoded = '';
  for (const character of name.replace(/\p{Surrogate}/gu, '\ufffd')) {
    const next = encodeURIComponent(character).replace(/[!'()*~]/, special => `%${special.charCodeAt(0).toString(16).toUpperCase()}`);
    if (encoded.length + next.length > LONGEST_NAME) break;
    encoded += next;
  }
  return encoded;
}

function decodeName(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
