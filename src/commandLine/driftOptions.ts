import { failure, type Result, success } from '../base/result';
import { type DriftMethod, driftMethods } from '../domain/driftMethod';
import { type DriftRequest, type MethodSettings, type WindowSetting } from '../drift/contract';
import { choice, flag } from './options';
import { type Option, type Values } from './parseArguments';

const METHODS = Object.keys(driftMethods) as readonly DriftMethod[];
const PERIODS = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;

/** How methods, thresholds and windows are given on the command line. */
export const driftOptions = {
  method: setting('METHOD', readMethod, `How to compare all columns, or one: COLUMN=METHOD. As often as needed. ${METHODS.join(', ')}.`),
  'num-method': choice(methodsFor('numeric'), 'How to compare numeric columns.'),
  'cat-method': choice(methodsFor('categorical'), 'How to compare categorical columns.'),
  'text-method': choice(methodsFor('text'), 'How to compare text columns.'),
  threshold: setting('T', readThreshold, 'From where on all columns have drifted, or one: COLUMN=T. As often as needed.'),
  duplicates: flag('Count duplicate rows, and name columns that copy another one: reads both sides once more.'),
  descriptors: flag('Also describe texts: compare their length, words, sentences and non-letters.'),
  window: windowOption(`Cut the current data by the --time column: ${PERIODS.join(', ')}, or a number of windows of equal length.`),
  together: flag('Also one verdict on all features together, and which pairs of columns depend on each other otherwise.'),
} as const;

/** The part of a request that these options say. */
export function driftSettings(
  values: Values<typeof driftOptions>,
): Pick<DriftRequest, 'methods' | 'thresholds' | 'window' | 'duplicates' | 'together' | 'descriptors'> {
  const { method, threshold, window, duplicates, together, descriptors } = values;
  const { 'num-method': numeric, 'cat-method': categorical, 'text-method': text } = values;
  const methods = {
    ...method,
    ...(numeric === undefined ? {} : { numeric }),
    ...(categorical === undefined ? {} : { categorical }),
    ...(text === undefined ? {} : { text }),
  };
  return {
    ...(Object.keys(methods).length === 0 ? {} : { methods }),
    ...(threshold === undefined ? {} : { thresholds: threshold }),
    ...(window === undefined ? {} : { window }),
    ...(duplicates === true ? { duplicates } : {}),
    ...(together === true ? { together } : {}),
    ...(descriptors === true ? { descriptors } : {}),
  };
}

function methodsFor(type: 'numeric' | 'categorical' | 'text'): readonly DriftMethod[] {
  return METHODS.filter(method => driftMethods[method].types.includes(type));
}

/** VALUE for all columns, once, or COLUMN=VALUE as often as needed. The column's name may hold '='. */
function setting<Value>(placeholder: string, readValue: (text: string) => Result<Value>, help: string): Option<MethodSettings<Value>> {
  return {
    placeholder: `${placeholder}|COLUMN=${placeholder}`,
    help,
    read: (text, before = {}) => {
      const equals = text.lastIndexOf('=');
      const value = readValue(text.slice(equals + 1));
      if (!value.ok) return value;
      if (equals === 0) return failure('invalid', `"${text}" names no column.`);
      if (equals > 0) return success({ ...before, columns: { ...before.columns, [text.slice(0, equals)]: value.value } });
      return before.all === undefined ? success({ ...before, all: value.value }) : failure('invalid', 'is given twice for all columns.');
    },
  };
}

function readMethod(text: string): Result<DriftMethod> {
  const method = METHODS.find(candidate => candidate === text);
  return method === undefined ? failure('invalid', `"${text}" is none of ${METHODS.join(', ')}.`) : success(method);
}

function readThreshold(text: string): Result<number> {
  const threshold = text.trim() === '' ? NaN : Number(text);
  return threshold > 0 && Number.isFinite(threshold) ? success(threshold) : failure('invalid', `"${text}" is not a number above 0.`);
}

function windowOption(help: string): Option<WindowSetting> {
  return {
    placeholder: `${PERIODS.join('|')}|N`,
    help,
    read: (text, before) => {
      if (before !== undefined) return failure('invalid', 'is given twice.');
      const period = PERIODS.find(candidate => candidate === text);
      if (period !== undefined) return success({ period });
      if (/^[1-9]\d{0,5}$/.test(text)) return success({ count: Number(text) });
      return failure('invalid', `"${text}" is neither a whole number from 1 nor one of ${PERIODS.join(', ')}.`);
    },
  };
}
