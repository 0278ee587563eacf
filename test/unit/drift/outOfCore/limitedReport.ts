import { unattendedJob } from '../../../../src/base/protocol';
import { type TableReader } from '../../../../src/data/contract';
import { type DriftReport, type DriftRequest } from '../../../../src/drift/contract';
import { compareInThread } from '../../../../src/drift/columnWork';
import { createDriftService } from '../../../../src/drift/driftService';
import { type TableFolder, value } from '../../data/tables';

const noModel = (): never => {
  throw new Error('There is no model.');
};

export type Reported = readonly [
  files: Pick<DriftRequest, 'reference' | 'current'>,
  types: DriftRequest['types'],
  memoryLimit?: number,
  more?: Partial<DriftRequest>,
];

/** A report within so much memory: 0: nothing fits; absent: everything does. */
export async function limitedReport(folder: TableFolder, ...given: Reported): Promise<DriftReport> {
  return await reportOf(folder.reader, ...given);
}

/** The same by another reader. */
export async function reportOf(tables: TableReader, ...[files, types, memoryLimit, more = {}]: Reported): Promise<DriftReport> {
  const limit = memoryLimit === undefined ? {} : { memoryLimit };
  const service = createDriftService({
    tables,
    resolveModel: noModel,
    readModelFolder: noModel,
    runTask: compareInThread,
    ...limit,
  });
  const request = { ...files, model: null, columns: null, ignore: [], roles: {}, types, profile: 'evidently', ...more } as const;
  return value(await service.compute(request, unattendedJob()));
}

export const close = (x: number | null, y: number | null): boolean =>
  x === y || (x !== null && y !== null && Math.abs(x - y) <= 1e-12 * Math.max(1e-3, Math.abs(y)));
