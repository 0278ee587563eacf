/** Whether a JSON value is an object whose fields can be asked for. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field of an object that is itself an object; empty if it is none. */
export function objectField(value: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> {
  const field = value[name];
  return isObject(field) ? field : {};
}

/** A finite number, else null: Python writes NaN and infinities too. */
export function finiteField(value: Readonly<Record<string, unknown>>, name: string): number | null {
  const field = value[name];
  return typeof field === 'number' && Number.isFinite(field) ? field : null;
}

/** Text, else null. */
export function textField(value: Readonly<Record<string, unknown>>, name: string): string | null {
  const field = value[name];
  return typeof field === 'string' ? field : null;
}
