import path from 'node:path';
import { failure, type Result, success } from '../base/result';
import { readRowFilter } from '../domain/dataSource';
import { type ProfileSummary } from '../drift/contract';
import { command, type Outcome } from './command';
import { dataSource } from './dataSources';
import { wholeNumber, text } from './options';
import { counted, shortNumber } from './plainText';

export const profile = command({
  words: 'profile',
  summary: 'Save statistics of reference data, to compare with in its place: no rows.',
  positionals: [],
  options: {
    data: text('DATA', 'The data, as drift takes it. Needed.'),
    out: text('FILE', 'Where to write the profile: a name that ends in .profile.json. Needed.'),
    where: text('CONDITION', 'Only these rows: COLUMN=FROM..TO, or a condition.'),
    'hide-rare': wholeNumber('N', 'Categories that fewer than N rows have are counted together, without their names. None when absent.'),
  },
  plan: (_, { data, out, where, 'hide-rare': hideRare = 0 }) => {
    if (data === undefined || out === undefined) return failure('invalid', `--${data === undefined ? 'data' : 'out'} is missing.`);
    const filter = where === undefined ? {} : { where: readRowFilter(where) };
    return success(async session => {
      const source = await dataSource(session, data);
      if (!source.ok) return source;
      const { services, terminal, job } = session;
      const request = { data: source.value, ...filter, hideRare, file: path.resolve(terminal.folder, out), version: services.version };
      return outcome(await services.profiles.save(request, job));
    });
  },
});

export const profileMerge = command({
  words: 'profile merge',
  summary: 'Put profiles of parts of a table together.',
  positionals: ['PROFILE', 'PROFILE', '[PROFILE…]'],
  options: {
    out: text('FILE', 'Where to write the profile of all: a name that ends in .profile.json. Needed.'),
  },
  plan: (parts, { out }) => {
    if (out === undefined) return failure('invalid', '--out is missing.');
    return success(async ({ services, terminal }) => {
      const place = (file: string): string => path.resolve(terminal.folder, file);
      return outcome(await services.profiles.merge({ parts: parts.map(place), file: place(out), version: services.version }));
    });
  },
});

function outcome(saved: Result<ProfileSummary>): Result<Outcome> {
  if (!saved.ok) return saved;
  const { file, rows, columns, bytes } = saved.value;
  const text = `Saved the profile of ${counted(rows, 'row')} and ${counted(columns, 'column')}: ${file} (${shortNumber(bytes / 1000)} kB).`;
  return success({ json: saved.value, text });
}
