import { Malformed } from './malformed';

/** A value out of a JSON or UBJSON document, read only through the functions below: they look at own properties alone. */
export type DocumentValue = null | boolean | number | bigint | string | NumberArray | readonly DocumentValue[] | DocumentObject;

export interface DocumentObject {
  readonly [key: string]: DocumentValue;
}

/** A typed array of the document, as UBJSON stores them. */
export type NumberArray = Float32Array | Float64Array | Int8Array | Uint8Array | Int16Array | Int32Array;

/** The member of an object; undefined if it has none or is no object. */
export function member(value: DocumentValue | undefined, key: string): DocumentValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) return undefined;
  return Object.hasOwn(value, key) ? (value as DocumentObject)[key] : undefined;
}

export function memberAt(value: DocumentValue | undefined, ...keys: readonly string[]): DocumentValue | undefined {
  return keys.reduce<DocumentValue | undefined>(member, value);
}

export function textOf(value: DocumentValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** A number, also from the text, truth value or 64-bit integer that some versions write instead. */
export function numberOf(value: DocumentValue | undefined): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isNaN(number) && value !== 'NaN' ? null : number;
}

/** A whole number that is required to be there. */
export function integerOf(value: DocumentValue | undefined, what: string): number {
  const number = numberOf(value);
  if (number === null || !Number.isSafeInteger(number)) throw new Malformed(`The model file gives no whole number for ${what}.`);
  return number;
}

/** The elements of an array; an empty list if it is absent. */
export function listOf(value: DocumentValue | undefined): readonly DocumentValue[] {
  return Array.isArray(value) ? (value as readonly DocumentValue[]) : [];
}

/** The numbers of an array, typed or not; null if there is no such array. */
export function numbersOf(value: DocumentValue | undefined, what: string): ArrayLike<number> | null {
  if (value === undefined || value === null) return null;
  if (ArrayBuffer.isView(value)) return value;
  if (!Array.isArray(value)) throw new Malformed(`The model file holds something else than numbers in ${what}.`);
  return (value as readonly DocumentValue[]).map(element => {
    const number = numberOf(element);
    if (number === null) throw new Malformed(`The model file holds something else than numbers in ${what}.`);
    return number;
  });
}

/** The texts of an array; an empty list if it is absent. */
export function textsOf(value: DocumentValue | undefined, what: string): readonly string[] {
  return listOf(value).map(element => {
    if (typeof element !== 'string') throw new Malformed(`The model file holds something else than text in ${what}.`);
    return element;
  });
}
