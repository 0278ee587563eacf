import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runFake } from '../../support/commandLine';

const at = (file: string): string => resolve('/here', file);

describe('modelops profile', () => {
  it('saves the statistics of data', async () => {
    const ran = await runFake(['profile', '--data', 'a.csv', '--out', 'a.profile.json', '--where', 'month = 6', '--hide-rare', '5']);
    expect(ran.profileRequests).toEqual([
      { data: at('a.csv'), where: { kind: 'expression', sql: 'month = 6' }, hideRare: 5, file: at('a.profile.json'), version: '1.2.3' },
    ]);
    expect([ran.exitCode, ran.stdout]).toEqual([0, `Saved the profile of 10 rows and 2 columns: ${at('a.profile.json')} (1.234 kB).\n`]);
  });

  it('prints one JSON value', async () => {
    const ran = await runFake(['profile', '--data', 'a.csv', '--out', 'a.profile.json', '--json']);
    expect(JSON.parse(ran.stdout)).toEqual({ file: at('a.profile.json'), rows: 10, columns: 2, bytes: 1234 });
  });

  it('merges parts', async () => {
    const ran = await runFake(['profile', 'merge', 'a.profile.json', 'b.profile.json', '--out', 'c.profile.json']);
    expect(ran.mergeRequests).toEqual([
      { parts: [at('a.profile.json'), at('b.profile.json')], file: at('c.profile.json'), version: '1.2.3' },
    ]);
  });

  it('says what is missing', async () => {
    for (const [args, complaint] of [
      [['profile', '--out', 'a.profile.json'], '--data is missing.'],
      [['profile', '--data', 'a.csv'], '--out is missing.'],
      [['profile', 'merge', 'a.profile.json', '--out', 'b.profile.json'], 'PROFILE is missing.'],
      [['profile', 'merge', 'a.profile.json', 'b.profile.json'], '--out is missing.'],
    ] as const) {
      const ran = await runFake(args);
      expect([ran.exitCode, ran.stderr.split('\n')[0]]).toEqual([2, `modelops: ${complaint}`]);
    }
  });
});
