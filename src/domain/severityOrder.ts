/** What a column is ranked by. */
interface Ranked {
  readonly status: 'ok' | 'not_computable' | 'not_tested';
  readonly severity: number | 'Infinity' | null;
}

/** Columns with the worst first: by severity, then those that could not be tested, then those that were not to be. */
export function bySeverity<Column extends Ranked>(columns: readonly Column[]): Column[] {
  return columns.toSorted((left, right) => rank(left) - rank(right) || compareSeverity(left, right));
}

/** Severity as a number to sort by; null without a score. */
export function severityKey({ severity }: Pick<Ranked, 'severity'>): number | null {
  return severity === null ? null : Number(severity);
}

function compareSeverity(left: Ranked, right: Ranked): number {
  const [first, second] = [severityKey(left) ?? -Infinity, severityKey(right) ?? -Infinity];
  return first === second ? 0 : second > first ? 1 : -1;
}

function rank({ status }: Ranked): number {
  if (status === 'ok') return 0;
  return status === 'not_computable' ? 1 : 2;
}
