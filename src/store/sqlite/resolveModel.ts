import { existsSync } from 'node:fs';
import { failure, success, type Result } from '../../base/result';
import { parseModelUri } from '../../domain/modelUri';
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
  const source = followChain(connection, roots, uri);
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
function followChain(connection: Connection, roots: ArtifactRoots, uri: string): Result<ModelSource> {
  let found: ModelSource = { location: uri, name: null, version: null, runId: null, loggedModel: null };
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    const parsed = parseModelUri(found.location);
    if (!parsed.ok) return parsed;
    if (parsed.value.kind === 'location') return success(found);
    const next = findModelSource(connection, roots, parsed.value);
    if (!next.ok) return next;
    found = {
      ...next.value,
      name: found.name ?? next.value.name,
      version: found.version ?? next.value.version,
      runId: found.runId ?? next.value.runId,
    };
  }
  return failure('invalid', `${shownText(uri)} leads round in a circle.`);
}
