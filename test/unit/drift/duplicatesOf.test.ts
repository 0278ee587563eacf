import { expect, it } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { success } from '../../../src/base/result';
import { type Table } from '../../../src/data/contract';
import { duplicatesOf } from '../../../src/drift/duplicatesOf';
import { value } from '../data/tables';
import { request } from './evidently';

/** A table of so many rows that would find three of them twice. */
function table(rowCount: number): Table {
  const unasked = (): never => {
    throw new Error('Only duplicates are asked for.');
  };
  return {
    files: [],
    rowCount,
    columns: [
      { name: 'a', fileType: 'DOUBLE' },
      { name: 'b', fileType: 'DOUBLE' },
    ],
    readColumn: unasked,
    surveyColumn: unasked,
    sortedGroups: unasked,
    sortedTimes: unasked,
    sortedParts: unasked,
    numberTexts: unasked,
    duplicates: () => Promise.resolve(success({ rows: 3, copies: [] })),
    close: () => undefined,
  };
}

it('duplicates are counted of each side, but not in more values than takes seconds', async () => {
  const asked = request('', '', { duplicates: true });
  const { duplicates } = value(await duplicatesOf({ reference: table(60), current: table(100_000_001) }, asked, unattendedJob()));
  expect(duplicates?.reference).toEqual({ rows: 3, share: 0.05, copies: [], reason: null });
  expect(duplicates?.current).toEqual({
    rows: null,
    share: null,
    copies: null,
    reason: 'There are more than 200,000,000 values, in which duplicates are not looked for.',
  });
});
