import { type SearchAttribute, type SearchEntity, type SearchField, type SearchKeys, type SearchKind } from './searchKind';
import { type FilterToken } from './filterTokens';
import { type TokenReader } from './tokenReader';

/** A field as written, with what its kind says about it. */
export interface FoundField {
  readonly field: SearchField;
  readonly rules: SearchAttribute | SearchKeys;
  /** From where it is written. */
  readonly first: FilterToken;
}

/** MLflow's parser takes these words for its own, even after a dot. */
const RESERVED = /^(?:case|in|values|using|from|as)$/i;

/** Reads `status`, `metrics.loss` or ``tags.`a b` ``. @param order the field is a key of an order. */
export function readField(reader: TokenReader, kind: SearchKind, order: boolean): FoundField {
  const first = reader.take();
  const isPrefix = first.kind === 'word' && reader.isPunctuation('.') && reader.touchesLast;
  if (isPrefix && !isAttributePrefix(first, kind, order)) return keyed(reader, kind, { first, order });
  if (isPrefix) reader.take();
  const named = isPrefix ? reader.take() : first;
  return attribute(reader, kind, { name: nameOf(named, order ? !kind.plainOrder : kind.quotedAttributes), first: named, order });
}

function isAttributePrefix(first: FilterToken, kind: SearchKind, order: boolean): boolean {
  return kind.attributePrefixes.includes(first.text) && !(order && kind.plainOrder);
}

function keyed(reader: TokenReader, kind: SearchKind, { first, order }: { first: FilterToken; order: boolean }): FoundField {
  const found = keysOf(kind, first.text);
  if (found === null || (order && !found[1].order)) return reader.fail(prefixesOf(kind, order), first);
  const [entity, keys] = found;
  reader.take();
  return { field: { entity, key: readKey(reader, kind, keys) }, rules: keys, first };
}

/** The entity that a prefix stands for. */
function keysOf(kind: SearchKind, prefix: string): readonly [Exclude<SearchEntity, 'attribute'>, SearchKeys] | null {
  for (const [entity, keys] of Object.entries(kind.keys)) {
    if (keys.prefixes.includes(prefix)) return [entity as Exclude<SearchEntity, 'attribute'>, keys];
  }
  return null;
}

/** The names of the attributes that an order or a filter may have, MLflow's first. */
export function attributeNames(kind: SearchKind, order: boolean): readonly string[] {
  const own = kind.attributes.filter(({ operators, order: ordered }) => (order ? ordered !== false : operators.length > 0));
  return own.map(({ name }) => name);
}

function attribute(
  reader: TokenReader,
  kind: SearchKind,
  { name, first, order }: { name: string | null; first: FilterToken; order: boolean },
): FoundField {
  const found = kind.attributes.find(candidate => name !== null && isCalled(candidate, name, order));
  if (found === undefined) return reader.fail(prefixesOf(kind, order), first);
  return { field: { entity: 'attribute', key: found.name }, rules: found, first };
}

function isCalled(attribute: SearchAttribute, name: string, order: boolean): boolean {
  if (order && Array.isArray(attribute.order)) return attribute.order.includes(name);
  if (order ? attribute.order === false : attribute.operators.length === 0) return false;
  return attribute.name === name || (attribute.aliases?.includes(name) ?? false);
}

function nameOf(token: FilterToken, mayBeQuoted: boolean): string | null {
  if (token.kind === 'word') return token.text;
  if (mayBeQuoted && (token.kind === 'backticks' || token.text.startsWith('"'))) return unquoted(token.text);
  return null;
}

function readKey(reader: TokenReader, kind: SearchKind, keys: SearchKeys): string {
  const token = reader.take();
  const { names } = keys;
  const touches = endsAt(reader, token);
  const key = touches ? keyOf(reader, token, kind) : reader.fail('a key right after the dot', token);
  if (names !== undefined && !names.includes(key)) reader.fail(names.join(', '), token);
  return key;
}

/** Whether the token follows the dot before it without a space. */
function endsAt(reader: TokenReader, token: FilterToken): boolean {
  return token.at > 0 && reader.text.charAt(token.at - 1) === '.';
}

function keyOf(reader: TokenReader, token: FilterToken, kind: SearchKind): string {
  if (token.kind === 'backticks') return unquoted(token.text);
  if (token.kind === 'text' && kind.doubleQuotes) return unquoted(token.text);
  const parts = [plainPart(reader, token)];
  while (reader.isPunctuation('.') && reader.touchesLast) {
    reader.take();
    const part = reader.touchesLast ? reader.take() : reader.fail('a key right after the dot');
    parts.push(plainPart(reader, part));
  }
  return parts.join('.');
}

function plainPart(reader: TokenReader, token: FilterToken): string {
  if (token.kind === 'word' && !/^\d/.test(token.text) && !RESERVED.test(token.text)) return token.text;
  return reader.fail('a key of words with dots between them, or one in backticks', token);
}

/** Without its quotes, and then without backticks, as MLflow reads a key. */
function unquoted(text: string): string {
  const inner = text.slice(1, -1);
  return text.startsWith('`') || !/^`[^]*`$/.test(inner) || inner.length < 2 ? inner : inner.slice(1, -1);
}

function prefixesOf(kind: SearchKind, order: boolean): string {
  const prefixes = Object.values(kind.keys)
    .filter(keys => !order || keys.order)
    .map(keys => `${keys.prefixes[0] ?? ''}.KEY`);
  return `a field (${[...prefixes, ...attributeNames(kind, order)].join(', ')})`;
}
