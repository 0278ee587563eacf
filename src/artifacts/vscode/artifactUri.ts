import { Uri } from 'vscode';
import { type ArtifactOwner } from '../../domain/artifact';
import { loggedModelId, modelName, runId, versionNumber } from '../../domain/ids';
import { type ArtifactPlace } from '../contract';

export const ARTIFACT_SCHEME = 'modelops-artifact';

/** An artifact's address in the editor, e.g. `modelops-artifact:/run/ID/plots/roc.png`: relative links in it stay among its owner's. */
export function artifactUri({ owner, path }: ArtifactPlace): Uri {
  return Uri.from({ scheme: ARTIFACT_SCHEME, path: `${ownerPath(owner)}/${path}` });
}

/** What an address names; null if it is none of ours. Whether the path is one within the artifacts is for the store to say. */
export function artifactPlace(uri: Uri): ArtifactPlace | null {
  const [, kind, first = '', ...rest] = uri.path.split('/');
  if (uri.scheme !== ARTIFACT_SCHEME || first === '') return null;
  if (kind === 'run') return { owner: { kind: 'run', runId: runId(first) }, path: rest.join('/') };
  if (kind === 'model') return { owner: { kind: 'loggedModel', modelId: loggedModelId(first) }, path: rest.join('/') };
  const [version, ...path] = rest;
  if (kind !== 'version' || version === undefined) return null;
  return { owner: { kind: 'version', name: modelName(first), version: versionNumber(version) }, path: path.join('/') };
}

function ownerPath(owner: ArtifactOwner): string {
  switch (owner.kind) {
    case 'run':
      return `/run/${owner.runId}`;
    case 'loggedModel':
      return `/model/${owner.modelId}`;
    case 'version':
      return `/version/${owner.name}/${owner.version}`;
  }
}
