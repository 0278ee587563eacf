import { failure, success, type Result } from '../base/result';
import { shownText } from '../domain/shownText';
import { type ColumnRole, type DriftRequest } from './contract';
import { allEmbeddingColumns } from './embeddings/embeddingColumns';

/** A column of the report, in which files it is, and what it is there for. */
export interface PlannedColumn {
  readonly name: string;
  readonly role: ColumnRole;
  readonly inReference: boolean;
  readonly inCurrent: boolean;
}

export interface ColumnNames {
  readonly reference: readonly string[];
  readonly current: readonly string[];
  /** The inputs of the model's signature; null: every common column is a feature. */
  readonly inputs: readonly string[] | null;
}

/**
 * Which columns the report has, in the reference's order, then the current data's, then inputs that neither has.
 * A column that the request names and the files lack is a failure that names it.
 */
export function planColumns(request: DriftRequest, names: ColumnNames): Result<readonly PlannedColumn[]> {
  const absent = absentColumn(request, names);
  if (absent !== null) return absent;
  const roles = rolesOf(request);
  const embedded = allEmbeddingColumns(request.embeddings, [...new Set([...names.reference, ...names.current])]);
  const taken = [...roles.keys()].find(name => embedded.has(name));
  if (taken !== undefined) return failure('invalid', `The column "${shownText(taken)}" is part of an embedding and has a role as well.`);
  const ignored = new Set([...request.ignore, ...embedded]);
  const chosen = request.columns === null ? null : new Set(request.columns);
  const reference = new Set(names.reference);
  const current = new Set(names.current);
  const inputs = names.inputs === null ? null : new Set(names.inputs);
  const isFeature = (name: string): boolean =>
    (chosen?.has(name) ?? true) && (inputs?.has(name) ?? (reference.has(name) && current.has(name)));
  const all = new Set([...names.reference, ...names.current, ...(names.inputs ?? [])]);
  const planned = [...all]
    .filter(name => !ignored.has(name) && (roles.has(name) || isFeature(name)))
    .map(name => ({ name, role: roles.get(name) ?? ('feature' as const), inReference: reference.has(name), inCurrent: current.has(name) }));
  if (embedded.size > 0 || planned.some(column => column.inReference && column.inCurrent)) return success(planned);
  return failure('invalid', 'The reference and the current data have no column in common that could be compared.', {
    nextStep: 'Check that both files are of the same table, and which columns are ignored.',
  });
}

function rolesOf({ roles }: DriftRequest): Map<string, ColumnRole> {
  const found = new Map<string, ColumnRole>();
  for (const name of roles.probabilities ?? []) found.set(name, 'probability');
  if (roles.prediction !== undefined) found.set(roles.prediction, 'prediction');
  if (roles.target !== undefined) found.set(roles.target, 'target');
  if (roles.time !== undefined) found.set(roles.time, 'time');
  if (roles.id !== undefined) found.set(roles.id, 'id');
  return found;
}

function absentColumn(request: DriftRequest, names: ColumnNames): Result<never> | null {
  const { reference, current } = names;
  const lacking = (request.columns ?? []).find(name => !reference.includes(name) || !current.includes(name));
  if (lacking !== undefined) return absentFeature(lacking, names);
  const settings = [request.types, request.methods?.columns ?? {}, request.thresholds?.columns ?? {}].flatMap(set => Object.keys(set));
  const elsewhere = [...rolesOf(request).keys(), ...request.ignore, ...settings];
  const unknown = elsewhere.find(name => !reference.includes(name) && !current.includes(name));
  return unknown === undefined ? null : absence(unknown, 'reference and the current', reference);
}

function absentFeature(name: string, { reference, current }: ColumnNames): Result<never> {
  if (reference.includes(name)) return absence(name, 'current', current);
  return absence(name, current.includes(name) ? 'reference' : 'reference and the current', reference);
}

const LISTED = 8;

function absence(name: string, sides: string, have: readonly string[]): Result<never> {
  const listed = have.slice(0, LISTED).map(shownText).join(', ');
  const more = have.length > LISTED ? ` and ${have.length - LISTED} more` : '';
  return failure('not_found', `There is no column "${shownText(name)}" in the ${sides} data.`, {
    nextStep: `The columns there are: ${listed}${more}.`,
  });
}
