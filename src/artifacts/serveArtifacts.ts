import { open, readFile } from 'node:fs/promises';
import { basename } from 'node:path/posix';
import { type Handlers, type Job } from '../base/protocol';
import { failure, type Result, success } from '../base/result';
import { type TableReader } from '../data/contract';
import { shownText } from '../domain/shownText';
import { type ModelFileKind } from '../formats/contract';
import { artifactView, LOOKED_AT } from './artifactView';
import { type artifactCalls, type ArtifactFacts, type ArtifactPlace } from './contract';
import { type ArtifactSource, downloadFile, downloadFolder, planDownload } from './downloadArtifacts';
import { notebookPage } from './notebookPage';
import { PAGE_LIMITS, previewTable } from './previewTable';
import { splitTable } from './splitTable';

interface ArtifactNeeds {
  readonly source: ArtifactSource;
  readonly tables: Pick<TableReader, 'head'>;
  /** What a model file is, told from its first bytes. */
  readonly modelFileKind: (head: Uint8Array, fileName: string) => ModelFileKind;
}

/** Answers the calls about artifacts. Files are read and copied, never executed; which file is meant is the store's to say. */
export function createArtifactHandlers({ source, tables, modelFileKind }: ArtifactNeeds): Handlers<typeof artifactCalls> {
  const fetch = ({ owner, path }: ArtifactPlace, job: Job): Promise<Result<string>> => source.fetch(owner, path, job);
  return {
    inspect: async (place, job) => {
      const file = await fetch(place, job);
      return file.ok ? await inspect(file.value, basename(place.path), modelFileKind) : file;
    },
    readTable: async (place, job) => {
      const file = await fetch(place, job);
      if (!file.ok) return file;
      if (!/[.]json$/i.test(place.path)) return await previewTable(tables, file.value, job);
      const text = await readText(file.value);
      return text.ok ? splitTable(text.value, PAGE_LIMITS) : text;
    },
    readNotebook: async (place, job) => {
      const file = await fetch(place, job);
      const text = file.ok ? await readText(file.value) : file;
      return text.ok ? notebookPage(text.value) : text;
    },
    downloadFile: (request, job) => downloadFile(source, request, job),
    planDownload: (request, job) => planDownload(source, request, job),
    downloadFolder: (request, job) => downloadFolder(source, request, job),
  };
}

async function inspect(file: string, name: string, modelFileKind: ArtifactNeeds['modelFileKind']): Promise<Result<ArtifactFacts>> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
      const head = buffer.subarray(0, bytesRead);
      return success({ file, size, ...artifactView({ name, size, head, modelKind: modelFileKind(head, name) }) });
    } finally {
      await handle.close();
    }
  } catch (error) {
    return unreadable(name, error);
  }
}

/** What is longer than a text can be is never read: `artifactView` keeps it closed. */
async function readText(file: string): Promise<Result<string>> {
  try {
    return success(await readFile(file, 'utf8'));
  } catch (error) {
    return unreadable(basename(file), error);
  }
}

function unreadable(name: string, error: unknown): Result<never> {
  return failure('unreadable', `'${shownText(name)}' could not be read.`, { nextStep: 'Check who may read it.', detail: String(error) });
}
