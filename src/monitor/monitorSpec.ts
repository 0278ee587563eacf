import path from 'node:path';
import { withoutAbsent } from '../base/withoutAbsent';
import { type DataSource, dataSourceText, readDataSource } from '../domain/dataSource';
import { type DriftMethod } from '../domain/driftMethod';
import { type EmbeddingSetting } from '../domain/embeddingDrift';
import { type ColumnType, type DriftProfile, type DriftRequest, type MethodSettings, type WindowSetting } from '../drift/contract';
import { filtersOf, filterSpecsOf, type FilterSpecs } from './filterSpec';

/** A monitor as the file has it. What is absent is as the command line's options of the same names are when absent. */
export interface MonitorSpec {
  readonly name: string;
  readonly model?: string;
  readonly reference: string;
  readonly current: string;
  readonly where?: FilterSpecs;
  readonly columns?: readonly string[];
  readonly ignore?: readonly string[];
  readonly types?: Readonly<Record<string, ColumnType>>;
  readonly target?: string;
  readonly prediction?: string;
  readonly probabilities?: readonly string[];
  readonly time?: string;
  readonly key?: string;
  readonly window?: PeriodName | number;
  readonly profile?: DriftProfile;
  readonly methods?: MethodSettings<DriftMethod>;
  readonly thresholds?: MethodSettings<number>;
  readonly log?: 'run';
  readonly duplicates?: boolean;
  readonly together?: boolean;
  readonly descriptors?: boolean;
  readonly embeddings?: Readonly<Record<string, EmbeddingSetting>>;
}

type PeriodName = Extract<WindowSetting, { period: unknown }>['period'];

/** What to compute for a monitor of a file in `folder`, to which its paths are relative. */
export function requestOf(spec: MonitorSpec, folder: string): DriftRequest {
  const { name, model = null, columns = null, ignore = [], types = {}, profile = 'evidently' } = spec;
  const { where, window, methods, thresholds, log, duplicates, together, descriptors, embeddings } = spec;
  return {
    monitor: name,
    reference: sourceAt(spec.reference, folder),
    current: sourceAt(spec.current, folder),
    model: model === null || isUri(model) ? model : path.resolve(folder, model),
    columns,
    ignore,
    types,
    profile,
    roles: withoutAbsent({
      id: spec.key,
      time: spec.time,
      target: spec.target,
      prediction: spec.prediction,
      probabilities: spec.probabilities,
    }),
    ...withoutAbsent({
      where: where && filtersOf(where),
      methods,
      thresholds,
      window: windowOf(window),
      log,
      duplicates: duplicates === true ? duplicates : undefined,
      together: together === true ? together : undefined,
      descriptors: descriptors === true ? descriptors : undefined,
      embeddings,
    }),
  };
}

/** What names no source as it should is taken for a path, which is then not there. */
function sourceAt(text: string, folder: string): DataSource {
  const read = readDataSource(text, place => path.resolve(folder, place));
  return read.ok ? read.value : path.resolve(folder, text);
}

function sourceIn(source: DataSource, folder: string): string {
  if (typeof source === 'string') return inFolder(source, folder);
  return dataSourceText(source.kind === 'table' ? { ...source, database: inFolder(source.database, folder) } : source);
}

/** The shortest text of a request in a file in `folder`: what is as it would be without being said is left out. */
export function specOf(name: string, request: DriftRequest, folder: string): MonitorSpec {
  const { where = {}, model, columns, ignore, roles, types, profile, window, methods, thresholds } = request;
  const { log, duplicates, together, descriptors, embeddings } = request;
  return {
    name,
    reference: sourceIn(request.reference, folder),
    current: sourceIn(request.current, folder),
    ...withoutAbsent({
      model: model === null || isUri(model) ? (model ?? undefined) : inFolder(model, folder),
      where: filterSpecsOf(where),
      columns: columns ?? undefined,
      ignore: ignore.length > 0 ? ignore : undefined,
      types: Object.keys(types).length > 0 ? types : undefined,
      target: roles.target,
      prediction: roles.prediction,
      probabilities: roles.probabilities,
      time: roles.time,
      key: roles.id,
      window: window && ('period' in window ? window.period : window.count),
      profile: profile === 'evidently' ? undefined : profile,
      methods,
      thresholds,
      log,
      duplicates,
      together,
      descriptors,
      embeddings,
    }),
  };
}

function windowOf(window: MonitorSpec['window']): WindowSetting | undefined {
  if (window === undefined) return undefined;
  return typeof window === 'string' ? { period: window } : { count: window };
}

function isUri(model: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(model);
}

/** Files of the folder are named from it, with the same slashes on every machine; others in full. */
function inFolder(file: string, folder: string): string {
  const relative = path.relative(folder, file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative.replaceAll(path.sep, '/');
}
