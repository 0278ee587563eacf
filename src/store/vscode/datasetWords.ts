import { l10n } from 'vscode';
import { type LoggedDataset } from '../../domain/run';

/** What MLflow noted of a dataset when it was logged: "1,234 rows · 12 columns"; what it did not note is left out. */
export function datasetWords({ profile, schema }: Pick<LoggedDataset, 'profile' | 'schema'>): string {
  const rows = member(profile, 'num_rows');
  const columns = member(schema, 'mlflow_colspec');
  const words = [
    typeof rows === 'number' ? l10n.t('{0} rows', rows.toLocaleString()) : null,
    Array.isArray(columns) ? l10n.t('{0} columns', columns.length.toLocaleString()) : null,
  ];
  return words.filter(word => word !== null).join(' · ');
}

/** The columns of a dataset with their types, as MLflow wrote its schema: "distance double, origin string". */
export function datasetColumns(schema: string | null): string {
  const columns = member(schema, 'mlflow_colspec');
  if (!Array.isArray(columns)) return '';
  return (columns as readonly unknown[])
    .map(column => [member(column, 'name'), member(column, 'type')].filter(word => typeof word === 'string').join(' '))
    .filter(word => word !== '')
    .join(', ');
}

/** Of an object, or of one in JSON. Whatever a client wrote there, it is no failure. */
function member(value: unknown, name: string): unknown {
  if (typeof value === 'string') return member(parse(value), name);
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
