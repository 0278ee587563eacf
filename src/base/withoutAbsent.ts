/** A value whose parts may each be absent, but are never undefined. */
export type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** The same without the parts that are undefined, which are then absent. */
export function withoutAbsent<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
