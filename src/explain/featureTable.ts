import { type Job } from '../base/protocol';
import { failure, type Result, success } from '../base/result';
import { type Table } from '../data/contract';
import { type Column } from '../domain/column';
import { type ModelFolder, type TreeEnsemble } from '../formats/contract';
import { type ExplainRequest } from './contract';
import { featureColumns, type FeatureColumns } from './featureColumns';
import { featureValues } from './featureValues';
import { type Cell, cellsOf, keptRows } from './pageData';
import { chooseRows } from './rowChoice';

/** The chosen rows of a data file, as the model reads them and as a page shows them. */
export interface FeatureTable {
  readonly matching: FeatureColumns;
  readonly rowIndex: Int32Array;
  /** rows × features, row-major; codes for categories, NaN for missing. */
  readonly matrix: Float64Array;
  /** Rows that a page keeps: `cells` and `targets` have as many. */
  readonly kept: number;
  /** By feature; empty if no page is made. */
  readonly cells: readonly (readonly Cell[])[];
  readonly targets: readonly Cell[] | null;
  readonly prediction: Column | null;
}

export interface ReadRows {
  readonly table: Table;
  readonly folder: ModelFolder;
  readonly ensemble: TreeEnsemble;
  readonly request: ExplainRequest;
  readonly forPage: boolean;
  readonly job: Job;
}

/** Reads the model's columns one after the other, and of each only the chosen rows. O(rows · features) memory. */
export async function readFeatureTable(from: ReadRows): Promise<Result<FeatureTable>> {
  const { table, request, ensemble } = from;
  const names = table.columns.map(column => column.name);
  const absent = [request.target, request.prediction].find(name => name !== null && !names.includes(name));
  if (absent !== undefined)
    return failure('not_found', `The data has no column ${JSON.stringify(absent)}.`, { nextStep: 'Choose one of its columns, or none.' });
  const matching = featureColumns(ensemble, from.folder, names, [request.target, request.prediction]);
  if (!matching.ok) return matching;
  const rowIndex = chooseRows(request.rows, table.rowCount);
  if (!rowIndex.ok) return rowIndex;
  const kept = keptRows(rowIndex.value.length, ensemble.featureCount, ensemble.outputs);
  const features = await readFeatures(from, { columns: matching.value.columns, rowIndex: rowIndex.value, kept });
  if (!features.ok) return features;
  const extras = await readExtras(from, rowIndex.value.subarray(0, kept));
  if (!extras.ok) return extras;
  return success({ matching: matching.value, rowIndex: rowIndex.value, kept, ...features.value, ...extras.value });
}

interface Choice {
  readonly columns: readonly string[];
  readonly rowIndex: Int32Array;
  readonly kept: number;
}

async function readFeatures(from: ReadRows, { columns, rowIndex, kept }: Choice): Promise<Result<Pick<FeatureTable, 'matrix' | 'cells'>>> {
  const matrix = new Float64Array(rowIndex.length * columns.length);
  const cells: Cell[][] = [];
  for (const [feature, name] of columns.entries()) {
    from.job.progress({ done: feature, total: columns.length, what: `reading column ${feature + 1} of ${columns.length}` });
    const column = await readColumn(from, name);
    if (!column.ok) return column;
    const values = featureValues(from.ensemble, feature, column.value, rowIndex);
    if (!values.ok) return values;
    values.value.forEach((value, row) => (matrix[row * columns.length + feature] = value));
    if (from.forPage) cells.push(cellsOf(column.value, rowIndex.subarray(0, kept)));
  }
  return success({ matrix, cells });
}

async function readExtras(from: ReadRows, keptIndex: Int32Array): Promise<Result<Pick<FeatureTable, 'targets' | 'prediction'>>> {
  const { target, prediction } = from.request;
  const targets = target === null || !from.forPage ? null : await readColumn(from, target);
  if (targets?.ok === false) return targets;
  const recorded = prediction === null ? null : await readColumn(from, prediction);
  if (recorded?.ok === false) return recorded;
  return success({ targets: targets === null ? null : cellsOf(targets.value, keptIndex), prediction: recorded?.value ?? null });
}

async function readColumn(from: ReadRows, name: string): Promise<Result<Column>> {
  const column = await from.table.readColumn(name, from.job);
  return from.job.signal.aborted ? failure('cancelled', 'Cancelled.') : column;
}
