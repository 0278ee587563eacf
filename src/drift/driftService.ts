import { type Job } from '../base/protocol';
import { failure, success, type Result } from '../base/result';
import { type Table, type TableReader } from '../data/contract';
import { type ReadModelFolder } from '../formats/contract';
import { type ResolvedModel } from '../store/contract';
import { compareColumns, type CompareParts, type Comparing, type Tables } from './compareColumns';
import { type DatasetSide, type DriftInspection, type DriftReport, type DriftRequest, type DriftService } from './contract';
import { datasetVerdict } from './datasetVerdict';
import { duplicatesOf } from './duplicatesOf';
import { compareEmbeddings, type RunEmbedding } from './embeddings/compareEmbeddings';
import { type PlannedColumn, planColumns } from './plannedColumns';
import { namesOfSide, openSide } from './profile/openSide';
import { profiledSide, ProfileTable } from './profile/profileTable';
import { requestProblem } from './requestProblem';
import { schemaChanges } from './schemaChanges';
import { strictVerdicts } from './strict/strictVerdicts';
import { GatheredColumns } from './together/gatheredColumns';
import { runTogether, type RunTogether, togetherInThread } from './together/runTogether';
import { tableWindows } from './windows/tableWindows';

export interface DriftServiceParts extends CompareParts {
  readonly tables: TableReader;
  readonly resolveModel: (uri: string) => Promise<Result<ResolvedModel>>;
  readonly readModelFolder: ReadModelFolder;
  /** Compares whole rows, on a worker thread; absent: here. */
  readonly runTogether?: RunTogether;
  /** Compares an embedding on a worker thread; absent: here. */
  readonly runEmbedding?: RunEmbedding;
}

/** Drift between two tables by the rules of the request's profile; column after column, a few in memory at a time. */
export function createDriftService(parts: DriftServiceParts): DriftService {
  return {
    compute: (request, job) => compute(parts, request, job),
    inspect: (request, job) => inspect(parts, request, job),
  };
}

interface Model {
  readonly named: DriftReport['model'];
  readonly inputs: readonly string[] | null;
}

async function compute(parts: DriftServiceParts, request: DriftRequest, job: Job): Promise<Result<DriftReport>> {
  const started = Date.now();
  const problem = requestProblem(request);
  if (problem !== null) return problem;
  const model = await readModel(parts, request.model);
  if (!model.ok) return model;
  const tables = await openBoth(parts.tables, request, job);
  if (!tables.ok) return tables;
  try {
    const compared = await compareTables({ parts, request, job, ...tables.value }, model.value.inputs);
    if (!compared.ok) return compared;
    const duplicates = await duplicatesOf(tables.value, request, job);
    if (!duplicates.ok) return duplicates;
    const embeddings = await compareEmbeddings({ parts, request, job, ...tables.value });
    if (!embeddings.ok) return embeddings;
    const { reference, current } = tables.value;
    return success({
      schema: 1,
      ...(model.value.named === undefined ? {} : { model: model.value.named }),
      reference: side(reference),
      current: side(current),
      profile: request.profile,
      dataset: datasetVerdict(compared.value.columns),
      ...compared.value,
      ...duplicates.value,
      ...embeddings.value,
      tookMs: Date.now() - started,
      made: { at: started, request },
    });
  } finally {
    tables.value.reference.close();
    tables.value.current.close();
  }
}

/** Every column of two open tables, and how they differ. */
async function compareTables(
  comparing: Omit<Comparing, 'windows' | 'gathered'> & { readonly parts: DriftServiceParts },
  inputs: readonly string[] | null,
): Promise<Result<Pick<DriftReport, 'columns' | 'schemaChanges' | 'together'>>> {
  const { reference, current, request, job } = comparing;
  const names = { reference: reference.columns.map(({ name }) => name), current: current.columns.map(({ name }) => name) };
  const planned = planColumns(request, { ...names, inputs });
  if (!planned.ok) return planned;
  const empty = reference.rowCount === 0 ? 'reference' : current.rowCount === 0 ? 'current' : null;
  if (empty !== null) return failure('invalid', `The ${empty} data has column names but no rows.`, { nextStep: 'Give a file with rows.' });
  const windows = await tableWindows(current, request, { job, memoryLimit: comparing.parts.memoryLimit });
  if (!windows.ok) return windows;
  const gathered = request.together === true ? gatherRows(comparing, planned.value) : null;
  const compared = await compareColumns({ ...comparing, gathered, windows: windows.value }, planned.value);
  if (!compared.ok) return compared;
  const together = await runTogether(gathered, comparing.parts.runTogether ?? togetherInThread, job);
  if (!together.ok) return together;
  const { columns, changed } = compared.value;
  return success({
    columns: request.profile === 'strict' ? strictVerdicts(columns) : columns,
    schemaChanges: schemaChanges(names.reference, names.current, changed),
    ...together.value,
  });
}

/** Profiles have no rows to gather, which their comparison then says. */
function gatherRows({ reference, current }: Tables, planned: readonly PlannedColumn[]): GatheredColumns {
  const hasRows = profiledSide(reference, current) === null;
  const rows = { reference: hasRows ? reference.rowCount : 0, current: hasRows ? current.rowCount : 0 };
  return new GatheredColumns(rows, planned.filter(({ role }) => role === 'feature').length);
}

function side(table: Table): DatasetSide {
  const plain = { files: table.files.map(({ path, sha256 }) => ({ path, sha256 })), rows: table.rowCount };
  if (!(table instanceof ProfileTable)) return plain;
  const { madeAt, version } = table.profile;
  return { ...plain, profile: { madeAt, version } };
}

async function inspect(
  parts: DriftServiceParts,
  request: Pick<DriftRequest, 'reference' | 'current' | 'model'>,
  job: Job,
): Promise<Result<DriftInspection>> {
  const model = await readModel(parts, request.model);
  if (!model.ok) return model;
  const [reference, current] = await Promise.all([
    namesOfSide(parts.tables, request.reference, job),
    namesOfSide(parts.tables, request.current, job),
  ]);
  if (!reference.ok) return reference;
  if (!current.ok) return current;
  const found = await parts.tables.listColumns(request.reference, job);
  const lists = found.ok ? found.value : [];
  const columns = [...new Set([...reference.value, ...current.value])];
  return success({ columns, signatureInputs: model.value.inputs, ...(lists.length === 0 ? {} : { lists }) });
}

async function readModel({ resolveModel, readModelFolder }: DriftServiceParts, uri: string | null): Promise<Result<Model>> {
  if (uri === null) return success({ named: undefined, inputs: null });
  const resolved = await resolveModel(uri);
  if (!resolved.ok) return resolved;
  const folder = await readModelFolder(resolved.value.path);
  if (!folder.ok) return folder;
  const { name, version } = resolved.value;
  const inputs = folder.value.signature?.inputs.map(input => input.name).filter(input => input !== null) ?? [];
  return success({ named: name === null || version === null ? undefined : { name, version }, inputs: inputs.length > 0 ? inputs : null });
}

async function openBoth(tables: TableReader, request: DriftRequest, job: Job): Promise<Result<Tables>> {
  const [reference, current] = await Promise.all([
    openSide(tables, request.reference, job, request.where?.reference),
    openSide(tables, request.current, job, request.where?.current),
  ]);
  if (reference.ok && current.ok) return success({ reference: reference.value, current: current.value });
  if (reference.ok) reference.value.close();
  if (current.ok) current.value.close();
  return reference.ok ? (current as Result<never>) : reference;
}
