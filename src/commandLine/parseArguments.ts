import { failure, type Result, success } from '../base/result';

/** An option of a command: how its text becomes a value. */
export interface Option<T> {
  /** What the usage calls the value; null for a flag, which takes none. */
  readonly placeholder: string | null;
  /** The value may be left out; it then reads as ''. Given with '=' only. */
  readonly valueOptional?: boolean;
  /** `--name=` is a value too. */
  readonly mayBeEmpty?: boolean;
  readonly help: string;
  /** @param before the value so far, where the option was given already. A method: options of all types fit one list. */
  read(text: string, before: T | undefined): Result<T>;
}

export type Options = Readonly<Record<string, Option<unknown>>>;

/** What was given of each option. */
export type Values<O extends Options> = { readonly [Name in keyof O]?: O[Name] extends Option<infer T> ? T : never };

export interface Parsed<O extends Options> {
  readonly positionals: readonly string[];
  readonly values: Values<O>;
}

/**
 * Reads the arguments of a command: `--name value`, `--name=value`, flags, positionals anywhere, `--` before positionals
 * that look like options. A failure is a sentence about what is wrong.
 * @param positionals their names: `NAME`, `[NAME]` if it may be absent, `[NAME…]` for any number.
 */
export function parseArguments<O extends Options>(args: readonly string[], options: O, positionals: readonly string[]): Result<Parsed<O>> {
  const values: Record<string, unknown> = {};
  const words: string[] = [];
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      words.push(...rest.splice(0));
    } else if (word.startsWith('--')) {
      const read = readOption(word, rest, options, values);
      if (!read.ok) return read;
    } else {
      words.push(word);
    }
  }
  const complaint = checkCount(words, positionals);
  return complaint === null ? success({ positionals: words, values: values as Values<O> }) : failure('invalid', complaint);
}

function readOption(word: string, rest: string[], options: Options, values: Record<string, unknown>): Result<void> {
  const equals = word.indexOf('=');
  const name = word.slice(2, equals < 0 ? undefined : equals);
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) return failure('invalid', `There is no option --${name}.`);
  const text = takeValue(option, equals < 0 ? null : word.slice(equals + 1), rest);
  if (text === null)
    return failure(
      'invalid',
      option.placeholder === null ? `--${name} takes no value.` : `--${name} needs a value: ${option.placeholder}.`,
    );
  const value = option.read(text, values[name]);
  if (!value.ok) return failure('invalid', `--${name}: ${value.failure.message}`);
  values[name] = value.value;
  return success(undefined);
}

/** The option's text, '' where it takes none; null where that does not fit what was given. */
function takeValue(option: Option<unknown>, attached: string | null, rest: string[]): string | null {
  if (option.placeholder === null) return attached === null ? '' : null;
  if (attached !== null) return attached === '' && !option.mayBeEmpty ? null : attached;
  if (option.valueOptional) return '';
  const next = rest[0];
  if (next === undefined || next.startsWith('--')) return null;
  rest.shift();
  return next;
}

function checkCount(words: readonly string[], names: readonly string[]): string | null {
  const missing = names.find((name, place) => !name.startsWith('[') && words[place] === undefined);
  if (missing !== undefined) return `${missing} is missing.`;
  if (names.some(name => name.endsWith('…]'))) return null;
  const extra = words[names.length];
  return extra === undefined ? null : `"${extra}" is one argument too many.`;
}
