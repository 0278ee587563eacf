import { type Job } from '../../base/protocol';
import { failure, success, type Result } from '../../base/result';
import { type Table } from '../../data/contract';
import { type EmbeddingDrift, type EmbeddingSetting } from '../../domain/embeddingDrift';
import { shownText } from '../../domain/shownText';
import { inThread } from '../../platform/inThread';
import { type RunTask } from '../../platform/workerPool';
import { type DriftReport, type DriftRequest } from '../contract';
import { compareEmbedding, type EmbeddingTask, type EmbeddingVerdict } from './compareEmbedding';
import { embeddingColumns } from './embeddingColumns';
import { profiledSide } from '../profile/profileTable';
import { embeddingPlan } from './embeddingPlan';
import { type NoVectors, type ReadVectors, readVectors } from './readVectors';

/** Compares an embedding, on a worker thread or, as `embeddingInThread` does, where it is called. */
export type RunEmbedding = RunTask<EmbeddingTask, EmbeddingVerdict>;

const embeddingInThread: RunEmbedding = inThread(compareEmbedding);

export interface ComparingEmbeddings {
  readonly parts: { readonly runEmbedding?: RunEmbedding; readonly memoryLimit?: number };
  readonly request: Pick<DriftRequest, 'embeddings'>;
  readonly reference: Table;
  readonly current: Table;
  readonly job: Job;
}

/**
 * Every embedding of the request, one after the other; nothing where none is asked for. One that cannot be compared says
 * why; a column that neither file has is a failure.
 */
export async function compareEmbeddings(comparing: ComparingEmbeddings): Promise<Result<Pick<DriftReport, 'embeddings'>>> {
  const { embeddings: settings } = comparing.request;
  if (settings === undefined || Object.keys(settings).length === 0) return success({});
  const embeddings: EmbeddingDrift[] = [];
  for (const [name, setting] of Object.entries(settings)) {
    const compared = await compareOne(comparing, name, setting);
    if (!compared.ok) return compared;
    embeddings.push(compared.value);
  }
  return success({ embeddings });
}

async function compareOne(comparing: ComparingEmbeddings, name: string, setting: EmbeddingSetting): Promise<Result<EmbeddingDrift>> {
  const { parts, reference, current, job } = comparing;
  const columns = columnsOnBothSides(comparing, setting);
  if (!columns.ok) return columns;
  if ('reason' in columns.value) return success(notComputed(name, setting, columns.value));
  const side = profiledSide(reference, current);
  if (side !== null)
    return success(notComputed(name, setting, { reason: `The ${side} data is a profile, which has no vectors.`, dimensions: 0 }));
  // The components of an analysis take room beside the vectors, and so do both while they move.
  const memoryLimit = (parts.memoryLimit ?? Infinity) / 2;
  const read = await readVectors({ reference, current, columns: columns.value.columns, memoryLimit, job });
  if (!read.ok) return read;
  if ('reason' in read.value) return success(notComputed(name, setting, read.value));
  const { both, rows, leftOut } = read.value;
  const plan = embeddingPlan(setting, rows.reference);
  const facts = { name, method: plan.method, dimensions: both.dimensions, rows, leftOut };
  const empty = rows.reference === 0 ? 'reference' : rows.current === 0 ? 'current' : null;
  if (empty !== null)
    return success({ ...facts, ...withoutScore, reason: `No row of the ${empty} data has a whole vector of finite numbers.` });
  const task = { both, referenceRows: rows.reference, plan };
  const transfer = [both.values.buffer as ArrayBuffer];
  const compared = await (parts.runEmbedding ?? embeddingInThread)({ task, transfer, signal: job.signal });
  if (!compared.ok) return compared;
  return success({ ...facts, ...compared.value, reason: compared.value.reason ?? leftOutNote(leftOut) });
}

const withoutScore = { status: 'not_computable', score: null, threshold: null, drifted: null, inputs: [] } as const;

function notComputed(name: string, { method }: EmbeddingSetting, { reason, dimensions }: NoVectors): EmbeddingDrift {
  const none = { reference: 0, current: 0 };
  return { name, method: method ?? 'model', ...withoutScore, reason, dimensions, rows: none, leftOut: none };
}

function leftOutNote({ reference, current }: ReadVectors['leftOut']): string | null {
  if (reference + current === 0) return null;
  return `Rows with a missing or infinite number are left out: ${reference} of the reference, ${current} of the current data.`;
}

/** The embedding's columns in the reference's order, where both sides have the same ones. */
function columnsOnBothSides(
  { reference, current }: ComparingEmbeddings,
  setting: EmbeddingSetting,
): Result<{ readonly columns: readonly string[] } | NoVectors> {
  const names = [reference, current].map(({ columns }) => columns.map(({ name }) => name)) as [string[], string[]];
  const [before, after] = names.map(there => embeddingColumns(setting, there)) as [readonly string[], readonly string[]];
  const [inReference, inCurrent] = names.map(there => new Set(there)) as [Set<string>, Set<string>];
  for (const name of new Set([...before, ...after])) {
    const isHere = inReference.has(name);
    if (isHere && inCurrent.has(name)) continue;
    // A prefix that fits columns of one side only stays as it is on the other.
    if (!isHere && !inCurrent.has(name) && !isOnOneSide(name, names))
      return failure('not_found', `There is no column "${shownText(name)}" in the reference and the current data.`, {
        nextStep: 'Check the columns of the embedding.',
      });
    const side = isHere ? 'current' : 'reference';
    const reason = `Both sides need the same columns: "${shownText(name)}" is not in the ${side} data.`;
    return success({ reason, dimensions: before.length });
  }
  return success({ columns: before });
}

function isOnOneSide(pattern: string, names: readonly (readonly string[])[]): boolean {
  return pattern.endsWith('*') && names.some(there => there.some(name => name.startsWith(pattern.slice(0, -1))));
}
