import { type JsonNumber } from '../base/json';
import { call, notice } from '../base/protocol';
import { type Failure } from '../base/result';
import { type ArtifactOwner } from '../domain/artifact';
import { type ModelFileKind } from '../formats/contract';

/** One file or folder among an owner's artifacts; the path '' is all of them. */
export interface ArtifactPlace {
  readonly owner: ArtifactOwner;
  readonly path: string;
}

/** How a file is shown. 'closed': it is not opened at all, only said what it is. */
type ArtifactView = 'text' | 'image' | 'markdown' | 'notebook' | 'table' | 'closed';

/** What a file is that is not opened. */
export type ClosedKind = ModelFileKind | 'pdf' | 'numpy' | 'gzip' | 'too long';

/** A file as it lies on this machine now, itself or a copy. */
export interface ArtifactFacts {
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  readonly view: ArtifactView;
  /** VS Code's language id, where the file's name does not say it. */
  readonly language: string | null;
  /** What the bytes look like. */
  readonly kind: ClosedKind;
}

/** A column of a table's first rows. Not a number and missing are null; times are epoch milliseconds. */
export interface ArtifactColumn {
  readonly name: string;
  readonly kind: 'number' | 'boolean' | 'time' | 'text';
  /** In words for people: "integer", "text", "list". */
  readonly type: string;
  readonly values: readonly (JsonNumber | string)[];
}

export interface ArtifactTable {
  /** Of the whole file. */
  readonly rowCount: number;
  /** How many of them are here. */
  readonly shownRows: number;
  readonly columns: readonly ArtifactColumn[];
}

/** What a download does about files that are there already. */
export type ExistingFiles = 'replace' | 'keep';

/** What a download would write. */
export interface DownloadPlan {
  readonly files: number;
  /** Bytes; null where the store does not say. */
  readonly size: number | null;
  /** How many of the files are there already. */
  readonly existing: number;
}

export interface DownloadDone {
  readonly files: number;
  /** Bytes. */
  readonly size: number;
  readonly kept: number;
}

/** Where a folder of artifacts goes: into a folder `name` of `folder`. `name` may be any text: it is made a safe name. */
export interface FolderDownload extends ArtifactPlace {
  readonly folder: string;
  readonly name: string;
}

/** Host ↔ engine. */
export const artifactCalls = {
  inspect: call<ArtifactPlace, ArtifactFacts>('artifacts/inspect'),
  readTable: call<ArtifactPlace, ArtifactTable>('artifacts/readTable'),
  /** A notebook as a Markdown page in which nothing runs. */
  readNotebook: call<ArtifactPlace, string>('artifacts/readNotebook'),
  /** Writes one file, whole or not at all. */
  downloadFile: call<ArtifactPlace & { readonly file: string }, DownloadDone>('artifacts/downloadFile'),
  planDownload: call<FolderDownload, DownloadPlan>('artifacts/planDownload'),
  /** Writes every file whole or not at all; cancelled, those that are whole stay. */
  downloadFolder: call<FolderDownload & { readonly existing: ExistingFiles }, DownloadDone>('artifacts/downloadFolder'),
} as const;

/** What the page shows: a table, or what a file is that is not opened; null until it is known. */
export interface ArtifactPageState {
  readonly place: ArtifactPlace;
  /** By which the host finds it again after a reload of the window. */
  readonly address: string;
  readonly content:
    | { readonly kind: 'table'; readonly size: number; readonly table: ArtifactTable }
    | { readonly kind: 'closed'; readonly size: number; readonly what: ClosedKind }
    | null;
  readonly failure: Failure | null;
  readonly canDownload: boolean;
}

/** Host ↔ webview. */
export const artifactPage = {
  calls: {
    /** Asked by every page load: a hidden page lost what was sent meanwhile. */
    ready: call<void, ArtifactPageState>('artifacts/ready'),
    download: call<void, void>('artifacts/download'),
    /** Shows a table's file as it is written. */
    openAsText: call<void, void>('artifacts/openAsText'),
  },
  state: notice<ArtifactPageState>('artifacts/state'),
} as const;
