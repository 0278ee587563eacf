import { type Json } from '../../base/json';
import { modelName, versionNumber, type VersionNumber } from '../../domain/ids';
import { parseStage } from '../../domain/registeredModel';
import { type Move, type RegistryEvent } from '../../domain/registryChange';

type Fields = { readonly [key: string]: Json };

const ACTIONS: readonly RegistryEvent['action'][] = ['stage', 'alias', 'rollback', 'observed'];

/** An event from its JSON fields; null where they are not an event's. Whoever may write tags may have written them. */
export function parseEvent(fields: Fields): RegistryEvent | null {
  const action = ACTIONS.find(name => name === fields['action']);
  const moves = parseMoves(fields['moves']);
  const parents = parseTexts(fields['parents']);
  const texts = ['id', 'actor', 'model', 'reason', 'hash'].every(name => typeof fields[name] === 'string');
  const observed = parseObserved(fields['observed']);
  if (!texts || action === undefined || moves === null || parents === null || observed === null) return null;
  if (!isTime(fields['at']) || !isTextOrAbsent(fields['undoes'])) return null;
  return {
    id: String(fields['id']),
    at: fields['at'],
    actor: String(fields['actor']),
    action,
    model: modelName(String(fields['model'])),
    moves,
    reason: String(fields['reason']),
    ...(fields['undoes'] === undefined ? {} : { undoes: String(fields['undoes']) }),
    ...(observed === undefined ? {} : { observed }),
    parents,
    hash: String(fields['hash']),
  };
}

/** The fields of a JSON object; null for other JSON and for what is no JSON. */
export function parseFields(text: string): Fields | null {
  try {
    const value = JSON.parse(text) as Json;
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseMoves(value: Json | undefined): Move[] | null {
  if (!Array.isArray(value)) return null;
  const moves = (value as readonly Json[]).map(parseMove);
  return moves.every(move => move !== null) ? moves : null;
}

function parseMove(value: Json): Move | null {
  if (!isFields(value)) return null;
  const { kind, from, to } = value;
  if (kind === 'stage') return parseStageMove(value);
  if (kind !== 'alias' || typeof value['alias'] !== 'string' || !isVersionOrNull(from) || !isVersionOrNull(to)) return null;
  return { kind, alias: value['alias'], from: toVersion(from), to: toVersion(to) };
}

function parseStageMove(value: Fields): Move | null {
  const { version, from, to } = value;
  if (typeof version !== 'string' || typeof from !== 'string' || typeof to !== 'string') return null;
  const stages = { from: parseStage(from), to: parseStage(to) };
  if (!isVersion(version) || stages.from === null || stages.to === null) return null;
  return { kind: 'stage', version: versionNumber(version), from: stages.from, to: stages.to };
}

function parseObserved(value: Json | undefined): { lastSeen: number; firstSeen: number } | undefined | null {
  if (value === undefined) return undefined;
  if (!isFields(value)) return null;
  const { lastSeen, firstSeen } = value;
  return isTime(lastSeen) && isTime(firstSeen) ? { lastSeen, firstSeen } : null;
}

function parseTexts(value: Json | undefined): string[] | null {
  if (!Array.isArray(value)) return null;
  const texts = value as readonly Json[];
  return texts.every(text => typeof text === 'string') ? [...texts] : null;
}

/** Epoch milliseconds that a calendar has. */
function isTime(value: Json | undefined): value is number {
  return typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
}

function isTextOrAbsent(value: Json | undefined): boolean {
  return value === undefined || typeof value === 'string';
}

function isVersion(text: string): boolean {
  return /^[1-9][0-9]{0,14}$/.test(text);
}

function isVersionOrNull(value: Json | undefined): value is string | null {
  return value === null || (typeof value === 'string' && isVersion(value));
}

function toVersion(value: string | null): VersionNumber | null {
  return value === null ? null : versionNumber(value);
}
