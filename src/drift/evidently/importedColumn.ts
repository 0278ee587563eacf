import { type DriftMethod, driftMethods, isDrift } from '../../domain/driftMethod';
import { type Distribution } from '../../domain/distribution';
import { type ColumnType, type DriftColumn } from '../contract';
import { severity } from '../severity';
import { methodOfName } from './methodOfName';

interface ImportedScore {
  readonly name: string;
  /** Null if the file does not say. */
  readonly type: ColumnType | null;
  /** As Evidently shows or registers the test; null if it is not said. */
  readonly test: string | null;
  readonly score: number | null;
  /** Null: the test's own. */
  readonly threshold: number | null;
  /** The file's verdict; null if it has none. */
  readonly drifted: boolean | null;
  readonly distribution?: Distribution | undefined;
}

/** A row of Evidently's report as a row of ours. */
export function importedColumn(imported: ImportedScore): DriftColumn {
  const method = imported.test === null ? null : methodOfName(imported.test);
  const type = imported.type ?? typeOf(method);
  const unknown = { count: 0, missing: 0, unique: 0 };
  const rest = {
    name: imported.name,
    role: 'feature' as const,
    type,
    reference: unknown,
    current: unknown,
    missingChange: { from: 0, to: 0, flagged: false },
    noise: null,
    withinNoise: null,
    ...(imported.distribution === undefined ? {} : { distribution: imported.distribution }),
  };
  return { ...rest, ...outcome(imported, method) };
}

type Outcome = Pick<DriftColumn, 'status' | 'reason' | 'method' | 'score' | 'threshold' | 'drifted' | 'severity'>;

function outcome({ test, score, threshold, drifted }: ImportedScore, method: DriftMethod | null): Outcome {
  const none = { method: null, score: null, threshold: null, severity: null };
  if (score === null)
    return { ...none, status: 'not_computable', reason: 'Evidently gave no finite score for this column.', drifted: null };
  if (method === null) {
    const named = test === null ? 'a test that it does not name' : `“${test}”, a test that is not one of its own`;
    const reason = `Evidently scored it ${score} by ${named}.`;
    return { ...none, status: drifted === null ? 'not_computable' : 'ok', reason, drifted };
  }
  const limit = threshold ?? driftMethods[method].threshold;
  return {
    status: 'ok',
    reason: null,
    method,
    score,
    threshold: limit,
    drifted: drifted ?? isDrift(method, score, limit),
    severity: severity(method, score, limit),
  };
}

/** What a test is made for, where it is for one type only. */
function typeOf(method: DriftMethod | null): ColumnType {
  const types = method === null ? [] : driftMethods[method].types;
  return types.length === 1 ? (types[0] ?? 'unknown') : 'unknown';
}
