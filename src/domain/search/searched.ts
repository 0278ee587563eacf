import { type Experiment } from '../experiment';
import { type ModelVersion, type RegisteredModel } from '../registeredModel';
import { type LoggedDataset, type MetricPoint, type Run } from '../run';
import { type SearchField } from './searchKind';

/** A thing as filters and orders see it. */
export interface Searched {
  /** What a condition on the field looks at: it holds if any of these fulfils it. None where the field is missing. */
  values(field: SearchField): readonly (string | number)[];
  /** What an order on the field goes by; null where it is missing. */
  orderValue(field: SearchField): string | number | bigint | null;
  /** Whether this may have been a prompt, which MLflow keeps among registered models. */
  readonly hidesPrompts: boolean;
}

/** What a run itself does not carry and a filter may ask for. */
export interface RunDetails {
  readonly datasets: readonly LoggedDataset[];
  readonly history: (metric: string) => readonly MetricPoint[];
}

type Fields = Readonly<Record<string, string | number | null>>;

export function searchedRun(run: Run, details: RunDetails): Searched {
  const fields: Fields = {
    run_id: run.runId,
    run_name: run.runName,
    status: run.status,
    user_id: run.userId,
    artifact_uri: run.artifactUri,
    start_time: run.startTime,
    end_time: run.endTime,
  };
  const orderValue = (field: SearchField): string | number | null => {
    if (field.entity === 'attribute') return fields[field.key] ?? null;
    return own(field.entity === 'metric' ? run.metrics : field.entity === 'param' ? run.params : run.tags, field.key);
  };
  return {
    hidesPrompts: false,
    orderValue,
    values: field => {
      if (field.history !== undefined) return present(historyValue(details.history(field.key), field.history));
      if (field.entity === 'dataset') return details.datasets.flatMap(dataset => present(datasetValue(dataset, field.key)));
      // As in MLflow, a name is looked for in its tag and ordered by the run's own.
      if (field.entity === 'attribute' && field.key === 'run_name') return present(own(run.tags, 'mlflow.runName'));
      return present(orderValue(field));
    },
  };
}

export function searchedExperiment(experiment: Experiment): Searched {
  const { name, experimentId, creationTime, lastUpdateTime, tags } = experiment;
  const fields = { name, experiment_id: experimentId, creation_time: creationTime, last_update_time: lastUpdateTime };
  const searched = searchedFields(fields, tags, false);
  return { ...searched, orderValue: field => (field.key === 'experiment_id' ? BigInt(experimentId) : searched.orderValue(field)) };
}

export function searchedModel({ name, lastUpdateTime, tags }: RegisteredModel): Searched {
  return searchedFields({ name, last_updated_timestamp: lastUpdateTime }, tags, true);
}

export function searchedVersion(version: ModelVersion): Searched {
  const fields = {
    name: version.name,
    version_number: Number(version.version),
    run_id: version.runId,
    source_path: version.source,
    stage: version.stage,
    creation_timestamp: version.creationTime,
    last_updated_timestamp: version.lastUpdateTime,
  };
  const searched = searchedFields(fields, version.tags, true);
  const isAlias = (field: SearchField): boolean => field.entity === 'attribute' && field.key === 'alias';
  return { ...searched, values: field => (isAlias(field) ? version.aliases : searched.values(field)) };
}

function searchedFields(fields: Fields, tags: Readonly<Record<string, string>>, hidesPrompts: boolean): Searched {
  const orderValue = (field: SearchField): string | number | null => own(field.entity === 'attribute' ? fields : tags, field.key);
  return { hidesPrompts, orderValue, values: field => present(orderValue(field)) };
}

/** The least and the greatest leave NaN out; the first is that of the lowest step, then time, then value. */
function historyValue(points: readonly MetricPoint[], choice: 'min' | 'max' | 'first'): number | null {
  if (choice === 'first') {
    const stored = (point: MetricPoint): number => (Number.isNaN(point.value) ? 0 : point.value);
    const ordered = [...points].sort((a, b) => a.step - b.step || a.timestamp - b.timestamp || stored(a) - stored(b));
    return ordered[0]?.value ?? null;
  }
  const better = choice === 'min' ? Math.min : Math.max;
  const values = points.map(point => point.value).filter(value => !Number.isNaN(value));
  return values.length === 0 ? null : values.reduce((best, value) => better(best, value));
}

function datasetValue(dataset: LoggedDataset, key: string): string | null {
  if (key === 'name') return dataset.name;
  return key === 'digest' ? dataset.digest : dataset.context;
}

function own(values: Fields, key: string): string | number | null {
  return Object.hasOwn(values, key) ? (values[key] ?? null) : null;
}

function present(value: string | number | null): readonly (string | number)[] {
  return value === null ? [] : [value];
}
