import { describe, expect, test } from 'vitest';
import { choice, choiceOrDefault, count, flag, kinds, names, refused, text, wholeNumber } from '../../../src/commandLine/options';
import { parseArguments } from '../../../src/commandLine/parseArguments';

const options = {
  save: flag(''),
  html: text('FILE', ''),
  max: count('N', ''),
  seed: wholeNumber('S', ''),
  view: choice<'active' | 'all'>(['active', 'all'], ''),
  columns: names('A,B', ''),
  type: kinds<'numeric' | 'text'>('COLUMN=TYPE', ['numeric', 'text'], ''),
  fail: choiceOrDefault<'dataset' | 'any'>(['dataset', 'any'], 'dataset', ''),
  filter: refused('is not available.'),
};

describe('what is right is read', () => {
  test.each([
    [['--html', 'a.html', '--save'], { html: 'a.html', save: true }],
    [['--html=a=b.html'], { html: 'a=b.html' }],
    [['--html', '-'], { html: '-' }],
    [['--max', '5', '--seed', '0'], { max: 5, seed: 0 }],
    [['--view', 'all'], { view: 'all' }],
    [['--columns', 'a,b', '--columns=c'], { columns: ['a', 'b', 'c'] }],
    [['--type', 'a=numeric', '--type', 'x=y=text'], { type: { a: 'numeric', 'x=y': 'text' } }],
    [['--fail', '--save'], { fail: 'dataset', save: true }],
    [['--fail=any'], { fail: 'any' }],
  ])('%j', (args, values) => {
    expect(parseArguments(args, options, [])).toEqual({ ok: true, value: { positionals: [], values } });
  });

  test('positionals stand anywhere, and after -- they may look like options', () => {
    expect(parseArguments(['a', '--save', 'b'], options, ['NAME', '[OTHER]'])).toMatchObject({
      ok: true,
      value: { positionals: ['a', 'b'] },
    });
    expect(parseArguments(['--', '--save', '--x'], options, ['[NAME…]'])).toEqual({
      ok: true,
      value: { positionals: ['--save', '--x'], values: {} },
    });
    expect(parseArguments([], options, ['[NAME…]'])).toMatchObject({ ok: true });
  });
});

describe('what is wrong is said', () => {
  test.each([
    [['--nope'], 'There is no option --nope.'],
    [['--toString'], 'There is no option --toString.'],
    [['--save=yes'], '--save takes no value.'],
    [['--html'], '--html needs a value: FILE.'],
    [['--html', '--save'], '--html needs a value: FILE.'],
    [['--html='], '--html needs a value: FILE.'],
    [['--html', 'a', '--html', 'b'], '--html: is given twice.'],
    [['--max', '0'], '--max: "0" is not a whole number from 1.'],
    [['--max', '1e3'], '--max: "1e3" is not a whole number from 1.'],
    [['--max', '99999999999999999999'], '--max: "99999999999999999999" is not a whole number from 1.'],
    [['--seed', '-1'], '--seed: "-1" is not a whole number from 0.'],
    [['--view', 'deleted'], '--view: "deleted" is none of active, all.'],
    [['--columns', ','], '--columns: names no column.'],
    [['--type', 'numeric'], '--type: "numeric" is not of the form COLUMN=TYPE.'],
    [['--type', 'a=number'], '--type: "number" is none of numeric, text.'],
    [['--fail=all'], '--fail: "all" is none of dataset, any.'],
    [['--filter', 'metrics.auc > 0.7'], '--filter: is not available.'],
  ])('%j', (args, message) => {
    expect(parseArguments(args, options, [])).toMatchObject({ ok: false, failure: { message } });
  });

  test('too few and too many positionals', () => {
    expect(parseArguments(['a'], {}, ['NAME', 'VERSION'])).toMatchObject({ ok: false, failure: { message: 'VERSION is missing.' } });
    expect(parseArguments(['a', 'b'], {}, ['NAME'])).toMatchObject({ ok: false, failure: { message: '"b" is one argument too many.' } });
  });
});
