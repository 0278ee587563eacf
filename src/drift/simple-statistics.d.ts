// The functions of simple-statistics that are used here, which read arrays by index and length only. Its own declarations
// ask for plain arrays, and are those of its ESM half, which a CommonJS file may not import.
declare module 'simple-statistics' {
  export function mean(values: ArrayLike<number>): number;
  export function standardDeviation(values: ArrayLike<number>): number;
  export function quantileSorted(sorted: ArrayLike<number>, share: number): number;
}
