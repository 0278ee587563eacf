import { failure, type Result, success } from '../base/result';
import { type Option } from './parseArguments';

export function flag(help: string): Option<boolean> {
  return { placeholder: null, help, read: () => success(true) };
}

export function text(placeholder: string, help: string): Option<string> {
  return { placeholder, help, read: once(value => success(value)) };
}

/** A positive whole number. */
export function count(placeholder: string, help: string): Option<number> {
  return { placeholder, help, read: once(value => wholeNumberFrom(1, value)) };
}

/** A whole number from 0. */
export function wholeNumber(placeholder: string, help: string): Option<number> {
  return { placeholder, help, read: once(value => wholeNumberFrom(0, value)) };
}

export function choice<T extends string>(choices: readonly T[], help: string): Option<T> {
  return { placeholder: choices.join('|'), help, read: once(value => oneOf(choices, value)) };
}

/** As `choice`, but the value may be left out. */
export function choiceOrDefault<T extends string>(choices: readonly T[], byDefault: T, help: string): Option<T> {
  const read = once((value: string) => (value === '' ? success(byDefault) : oneOf(choices, value)));
  return { placeholder: choices.join('|'), valueOptional: true, help, read };
}

/** Names separated by commas; given again, it adds to them. */
export function names(placeholder: string, help: string): Option<readonly string[]> {
  return {
    placeholder,
    help,
    read: (value, before = []) => {
      const parts = value.split(',').filter(part => part !== '');
      return parts.length === 0 ? failure('invalid', 'names no column.') : success([...before, ...parts]);
    },
  };
}

/** NAME=KIND, as often as needed. The name may hold '='. */
export function kinds<T extends string>(placeholder: string, choices: readonly T[], help: string): Option<Readonly<Record<string, T>>> {
  return {
    placeholder,
    help,
    read: (value, before = {}) => {
      const equals = value.lastIndexOf('=');
      if (equals < 1) return failure('invalid', `"${value}" is not of the form ${placeholder}.`);
      const kind = oneOf(choices, value.slice(equals + 1));
      return kind.ok ? success({ ...before, [value.slice(0, equals)]: kind.value }) : kind;
    },
  };
}

/** NAME=VALUE, as often as needed, each name once. The value may hold '='. */
export function settings(placeholder: string, help: string): Option<Readonly<Record<string, string>>> {
  return {
    placeholder,
    help,
    read: (value, before = {}) => {
      const equals = value.indexOf('=');
      if (equals < 1) return failure('invalid', `"${value}" is not of the form ${placeholder}.`);
      const name = value.slice(0, equals);
      if (Object.hasOwn(before, name)) return failure('invalid', `"${name}" is given twice.`);
      return success({ ...before, [name]: value.slice(equals + 1) });
    },
  };
}

/** A text that may be empty. */
export function anyText(placeholder: string, help: string): Option<string> {
  return { ...text(placeholder, help), mayBeEmpty: true };
}

/** Texts, each with the option before it. */
export function texts(placeholder: string, help: string): Option<readonly string[]> {
  return { placeholder, help, read: (value, before = []) => success([...before, value]) };
}

/** An option that a later version has: refused with a reason, and not shown in the usage. */
export function refused(reason: string): Option<never> {
  return { placeholder: 'VALUE', help: '', read: () => failure('invalid', reason) };
}

function once<T>(read: (text: string) => Result<T>): Option<T>['read'] {
  return (value, before) => (before === undefined ? read(value) : failure('invalid', 'is given twice.'));
}

function oneOf<T extends string>(choices: readonly T[], value: string): Result<T> {
  const found = choices.find(candidate => candidate === value);
  return found === undefined ? failure('invalid', `"${value}" is none of ${choices.join(', ')}.`) : success(found);
}

function wholeNumberFrom(least: number, value: string): Result<number> {
  const number = Number(value);
  if (/^\d+$/.test(value) && Number.isSafeInteger(number) && number >= least) return success(number);
  return failure('invalid', `"${value}" is not a whole number from ${least}.`);
}
