/** A model folder that MLflow 2 noted in a run's tag `mlflow.log-model.history`. */
export interface LoggedFolder {
  /** Below the run's artifacts. */
  readonly path: string;
  /** Epoch milliseconds; null if not noted. */
  readonly createdAt: number | null;
}

/** The folders of that tag in the order of logging; one that was logged again counts once, at its last time. */
export function parseLogHistory(tag: string): LoggedFolder[] {
  const folders = new Map<string, LoggedFolder>();
  for (const entry of parseEntries(tag)) {
    const path = entry['artifact_path'];
    if (typeof path !== 'string' || path === '') continue;
    folders.delete(path);
    folders.set(path, { path, createdAt: parseUtc(entry['utc_time_created']) });
  }
  return [...folders.values()];
}

function parseEntries(tag: string): Readonly<Record<string, unknown>>[] {
  try {
    const value = JSON.parse(tag) as unknown;
    return Array.isArray(value) ? value.filter(entry => typeof entry === 'object' && entry !== null) : [];
  } catch {
    return [];
  }
}

/** "YYYY-MM-DD HH:MM:SS.ffffff", in UTC. */
function parseUtc(text: unknown): number | null {
  const match = typeof text === 'string' ? /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d{1,3})?/.exec(text) : null;
  if (!match) return null;
  const time = Date.parse(`${match[1] ?? ''}T${match[2] ?? ''}${match[3] ?? ''}Z`);
  return Number.isNaN(time) ? null : time;
}
