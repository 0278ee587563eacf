import { type LoggedModelId, type ModelName, type RunId, type VersionNumber } from './ids';

/** A file or folder below an artifact root. `path` is relative to that root, with '/'. */
export interface Artifact {
  readonly path: string;
  readonly isFolder: boolean;
  /** Bytes; null for folders, and where the store does not say. */
  readonly size: number | null;
}

/** A file of this machine that becomes an artifact, and its path below the artifact root. */
export interface NewArtifact {
  readonly file: string;
  readonly path: string;
}

/** What artifacts belong to. */
export type ArtifactOwner =
  | { readonly kind: 'run'; readonly runId: RunId }
  | { readonly kind: 'loggedModel'; readonly modelId: LoggedModelId }
  | { readonly kind: 'version'; readonly name: ModelName; readonly version: VersionNumber };

/** A folder of artifacts that lies somewhere else than the store says: every place at or below `from` is below `to`. */
export interface ArtifactMove {
  readonly from: string;
  readonly to: string;
}
