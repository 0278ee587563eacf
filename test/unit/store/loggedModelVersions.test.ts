import { expect, test } from 'vitest';
import { parseModelVersions } from '../../../src/store/loggedModelVersions';

test('the versions of the tag, in the order of registering', () => {
  expect(parseModelVersions('[{"name": "delay", "version": 2}, {"name": "b \\"q\\"", "version": "1"}]')).toEqual([
    { name: 'delay', version: '2' },
    { name: 'b "q"', version: '1' },
  ]);
});

test.each(['', 'x', '{}', 'null', '[1, null, "a", {}]', '[{"name": "", "version": 1}]', '[{"name": "a", "version": "1/../2"}]'])(
  'whatever else stands there names none: %s',
  tag => expect(parseModelVersions(tag)).toEqual([]),
);
