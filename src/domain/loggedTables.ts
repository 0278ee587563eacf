/** The tag of a run that `mlflow.log_table` keeps, by which MLflow's evaluation tables are logged too. */
const LOGGED_ARTIFACTS = 'mlflow.loggedArtifacts';

/** The tables that a run logged, as paths below its artifact root. A tag that is not MLflow's own says none. */
export function loggedTables(tags: Readonly<Record<string, string>>): readonly string[] {
  const entries = parsed(tags[LOGGED_ARTIFACTS] ?? '[]');
  const paths = entries.flatMap(entry => {
    const { path, type } = (typeof entry === 'object' && entry !== null ? entry : {}) as { path?: unknown; type?: unknown };
    return type === 'table' && typeof path === 'string' && path !== '' ? [path] : [];
  });
  return [...new Set(paths)];
}

function parsed(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
