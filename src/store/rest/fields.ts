import { type Json } from '../../base/json';
import { failure, success, type Result } from '../../base/result';

class UnexpectedAnswer extends Error {}

/**
 * The fields of an answer, read as MLflow writes them: a field that is absent has its empty value, one that is there with
 * another type makes the whole answer unreadable. Fields that are not asked for are passed over.
 */
export class Fields {
  constructor(
    private readonly value: Json,
    private readonly path = '',
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UnexpectedAnswer(`${path || 'it'} is no object`);
  }

  /** '' if absent. Numbers are text too: ids and versions are written either way. */
  text(name: string): string {
    const value = this.field(name);
    if (value === undefined || value === null) return '';
    if (typeof value === 'string') return value;
    return typeof value === 'number' ? String(value) : this.fail(name, 'no text');
  }

  textOrNull(name: string): string | null {
    const value = this.field(name);
    return value === undefined || value === null ? null : this.text(name);
  }

  /** Not '' and not absent: what the thing is named by. */
  id(name: string): string {
    return this.text(name) || this.fail(name, 'missing');
  }

  /** null if absent. "NaN" and "Infinity" are numbers, and so are integers that are written as text. */
  number(name: string): number | null {
    const value = this.field(name);
    if (value === undefined || value === null) return null;
    if (typeof value === 'number') return value;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : undefined;
    if (number === undefined || (Number.isNaN(number) && value !== 'NaN')) return this.fail(name, 'no number');
    return number;
  }

  /** False if absent. */
  flag(name: string): boolean {
    const value = this.field(name) ?? false;
    return typeof value === 'boolean' ? value : this.fail(name, 'neither true nor false');
  }

  fields(name: string): Fields {
    return new Fields(this.field(name) ?? {}, this.pathOf(name));
  }

  list(name: string): Fields[] {
    const value = this.field(name) ?? [];
    if (!Array.isArray(value)) return this.fail(name, 'no list');
    return (value as readonly Json[]).map((item, index) => new Fields(item, `${this.pathOf(name)}[${index}]`));
  }

  texts(name: string): string[] {
    const value = this.field(name) ?? [];
    if (!Array.isArray(value)) return this.fail(name, 'no list');
    return (value as readonly Json[]).map(item => (typeof item === 'string' ? item : this.fail(name, 'no list of texts')));
  }

  /** The pairs of a list of `{key, value}`, by key. */
  pairs(name: string): Record<string, string> {
    const pairs = this.list(name).map(pair => [pair.text('key'), pair.text('value')] as const);
    return Object.fromEntries([...pairs].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** All of it, as text. */
  json(): string {
    return JSON.stringify(this.value);
  }

  private field(name: string): Json | undefined {
    return Object.hasOwn(this.value as object, name) ? (this.value as { readonly [key: string]: Json })[name] : undefined;
  }

  private pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  private fail(name: string, what: string): never {
    throw new UnexpectedAnswer(`${this.pathOf(name)} is ${what}`);
  }
}

/** Reads an answer; 'unreadable' if it is not of the expected shape. */
export function readAnswer<T>(body: Json, host: string, read: (fields: Fields) => T): Result<T> {
  try {
    return success(read(new Fields(body ?? {})));
  } catch (error) {
    if (!(error instanceof UnexpectedAnswer)) throw error;
    return failure('unreadable', `${host} gave an answer that is not MLflow's.`, {
      nextStep: 'Check that the address is that of an MLflow tracking server.',
      detail: error.message,
    });
  }
}
