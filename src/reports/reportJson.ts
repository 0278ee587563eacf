import { toJsonNumber } from '../base/json';

/** A report as JSON text. Non-finite numbers, where a report may hold one, go by their names: JSON would make them null. */
export function toReportJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'number' ? toJsonNumber(item) : item));
}
