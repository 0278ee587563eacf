import { existsSync } from 'node:fs';
import { failure, success, type Result } from '../../base/result';
import { parseModelUri, type ModelUri } from '../../domain/modelUri';
import { type ModelVersion } from '../../domain/registeredModel';
import { shownPath, shownText } from '../../domain/shownText';
import { localPathOf, type ArtifactRoots } from '../artifactLocation';
import { type ResolvedModel } from '../contract';
import { resolveLocalModel } from '../resolveLocalModel';
import { type Connection } from './connection';
import { findModelSource, type ModelSource } from './modelSource';

/** A version may be registered from another, and so on; MLflow itself stores where the chain ends, so it is short. */
const LONGEST_CHAIN = 10;

/** The local folder of what a model URI stands for. Runs within a read. */
export function resolveModel(connection: Connection, roots: ArtifactRoots, uri: string): Result<ResolvedModel> {
  const local = resolveLocalModel(uri);
  if (local !== null) return local;
  const parsed = parseModelUri(uri);
  return parsed.ok ? resolveParsed(connection, roots, parsed.value, uri) : parsed;
}

/** The same of a version, whatever its model's name: an old one may hold what a URI cannot. */
export function resolveVersion(connection: Connection, roots: ArtifactRoots, version: ModelVersion): Result<ResolvedModel> {
  const { name, version: number } = version;
  return resolveParsed(connection, roots, { kind: 'version', name, version: number }, `models:/${name}/${number}`);
}

function resolveParsed(connection: Connection, roots: ArtifactRoots, start: ModelUri, uri: string): Result<ResolvedModel> {
  const source = followChain(connection, roots, start, uri);
  if (!source.ok) return source;
  const { location, name, version, runId } = source.value;
  const path = localPathOf(location, roots);
  if (!path.ok) return path;
  if (existsSync(path.value)) return success({ uri, path: path.value, name, version, runId });
  return failure('not_found', `The files of ${shownText(uri)} are not there: '${shownPath(path.value)}' was moved or removed.`, {
    nextStep: 'Put the folder back there, or set where artifacts lie.',
  });
}

/** Name, version and run are those of the first step that has them. */
function followChain(connection: Connection, roots: ArtifactRoots, start: ModelUri, uri: string): Result<ModelSource> {
  let found = findModelSource(connection, roots, start);
  for (let step = 1; step < LONGEST_CHAIN && found.ok; step++) {
    const parsed = parseModelUri(found.value.location);
    if (!parsed.ok) return parsed;
    if (parsed.value.kind === 'location') return found;
    found = continued(found.value, findModelSource(connection, roots, parsed.value));
  }
  return found.ok ? failure('invalid', `${shownText(uri)} leads round in a circle.`) : found;
}

function continued(before: ModelSource, next: Result<ModelSource>): Result<ModelSource> {
  if (!next.ok) return next;
  return success({
    ...next.value,
    name: before.name ?? next.value.name,
    version: before.version ?? next.value.version,
    runId: before.runId ?? next.value.runId,
  });
}
