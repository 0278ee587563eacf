/** A copy of a value that lacks some of its properties. */
export function without<T extends object, K extends keyof T & string>(value: T, ...names: readonly K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.some(each => each === name))) as Omit<T, K>;
}
