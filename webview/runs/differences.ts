import { type RunDetails } from '../../src/domain/runDetails';
import { type AxisValue } from './valueAxis';

/** One param, metric or tag of every compared run; null where a run has none. */
export interface ComparedKey {
  readonly kind: 'metric' | 'param' | 'tag';
  readonly key: string;
  readonly values: readonly AxisValue[];
  readonly differs: boolean;
}

/** MLflow's own bookkeeping, which differs in every run. */
const BOOKKEEPING = 'mlflow.';

/** Every key of these runs, metrics first, in alphabetical order; MLflow's own tags but the note are left out. */
export function comparedKeys(runs: readonly RunDetails[]): readonly ComparedKey[] {
  return [
    ...keysOf('metric', runs, run => run.metrics),
    ...keysOf('param', runs, run => run.params),
    ...keysOf('tag', runs, run => run.tags).filter(({ key }) => !key.startsWith(BOOKKEEPING) || key === 'mlflow.note.content'),
  ];
}

function keysOf(
  kind: ComparedKey['kind'],
  runs: readonly RunDetails[],
  of: (run: RunDetails) => Readonly<Record<string, AxisValue>>,
): readonly ComparedKey[] {
  const keys = new Set(runs.flatMap(run => Object.keys(of(run))));
  return [...keys].sort().map(key => {
    const values = runs.map(run => (Object.hasOwn(of(run), key) ? (of(run)[key] ?? null) : null));
    return { kind, key, values, differs: new Set(values).size > 1 };
  });
}

/** What parallel coordinates begin with: the params that differ, up to six of them, and up to three metrics. */
export function defaultAxes(keys: readonly ComparedKey[]): readonly string[] {
  const id = ({ kind, key }: ComparedKey): string => `${kind}s.${key}`;
  const params = keys.filter(each => each.kind === 'param' && each.differs).slice(0, 6);
  const metrics = keys.filter(each => each.kind === 'metric' && !each.key.startsWith('system/')).slice(0, 3);
  return [...params, ...metrics].map(id);
}
