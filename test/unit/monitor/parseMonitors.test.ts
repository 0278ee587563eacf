import { describe, expect, it } from 'vitest';
import { parseMonitors } from '../../../src/monitor/parseMonitors';

const FOLDER = process.platform === 'win32' ? 'C:\\work' : '/work';

function problemsOf(text: string): string[] {
  const { monitors, problems } = parseMonitors(text, FOLDER);
  if (problems.length > 0) expect(monitors).toEqual([]);
  return problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('the monitors of a file', () => {
  it('are read with every setting, and paths are relative to the file', () => {
    const text = `
monitors:
  - name: weekly
    model: models:/churn@champion
    reference: data/reference.parquet
    current: data/2026-*.parquet
    where: { reference: month = 1 AND origin = 'DEN', current: day=2026-06-01.. }
    columns: [tenure, plan]
    ignore: [note]
    types: { plan: categorical }
    target: left
    prediction: score
    probabilities: [p0, p1]
    time: day
    key: customer
    window: week
    profile: strict
    methods: { all: psi, columns: { tenure: ks } }
    thresholds: { numeric: 0.2 }
    log: run
    duplicates: true
    together: true
    descriptors: true
`;
    const { monitors, problems } = parseMonitors(text, FOLDER);
    expect(problems).toEqual([]);
    expect(monitors).toEqual([
      {
        name: 'weekly',
        line: 3,
        request: {
          monitor: 'weekly',
          reference: `${FOLDER}/data/reference.parquet`,
          current: `${FOLDER}/data/2026-*.parquet`,
          where: {
            reference: { kind: 'expression', sql: "month = 1 AND origin = 'DEN'" },
            current: { kind: 'range', column: 'day', from: '2026-06-01', to: null },
          },
          model: 'models:/churn@champion',
          columns: ['tenure', 'plan'],
          ignore: ['note'],
          types: { plan: 'categorical' },
          roles: { id: 'customer', time: 'day', target: 'left', prediction: 'score', probabilities: ['p0', 'p1'] },
          profile: 'strict',
          window: { period: 'week' },
          methods: { all: 'psi', columns: { tenure: 'ks' } },
          thresholds: { numeric: 0.2 },
          log: 'run',
          duplicates: true,
          together: true,
          descriptors: true,
        },
      },
    ]);
  });

  it('need only a name and two files', () => {
    const { monitors } = parseMonitors('monitors: [{ name: a, reference: r.csv, current: /data/c.csv, window: 8 }]', FOLDER);
    expect(monitors[0]?.request).toEqual({
      monitor: 'a',
      reference: `${FOLDER}/r.csv`,
      current: '/data/c.csv',
      model: null,
      columns: null,
      ignore: [],
      types: {},
      roles: {},
      profile: 'evidently',
      window: { count: 8 },
    });
  });

  it('say a range by its parts as well, with numbers and days as YAML has them', () => {
    const where = (text: string): unknown =>
      parseMonitors(`monitors: [{ name: a, reference: r, current: c, where: ${text} }]`, FOLDER).monitors[0]?.request.where;
    expect(where('{ current: { column: a=b, from: 2026-06-01, to: 2026-07-01 } }')).toEqual({
      current: { kind: 'range', column: 'a=b', from: '2026-06-01', to: '2026-07-01' },
    });
    expect(where('{ reference: { column: hour, to: 12.5 } }')).toEqual({
      reference: { kind: 'range', column: 'hour', from: null, to: '12.5' },
    });
  });

  it.each(['', '# nothing yet\n', 'monitors: []', '{}'])('are none in %j', text => {
    expect(parseMonitors(text, FOLDER)).toEqual({ monitors: [], problems: [] });
  });

  it('are refused as a whole where the file is wrong, each problem at its place and in words', () => {
    expect(problemsOf('monitors:\n  - name: a\n    reference: r.csv\n')).toEqual(['2:5 monitors[0] lacks "current".']);
    expect(problemsOf('monitors:\n  - name: a\n    reference: r\n    current: c\n    profile: loose\n')).toEqual([
      '5:14 monitors[0].profile must be one of evidently, evidently-legacy, strict.',
    ]);
    expect(problemsOf('monitors:\n  - name: a\n    reference: r\n    current: c\n    refernce: x\n')[0]).toMatch(
      /^5:5 monitors\[0\] has no setting "refernce"; it may have name, model, reference/,
    );
    expect(problemsOf('monitors:\n  - { name: "a b", reference: r, current: c }\n')).toEqual([
      '2:13 monitors[0].name must be of letters, digits, "_", "-" and ".", and at most 64 of them.',
    ]);
    expect(problemsOf('monitors:\n  - { name: a, reference: r, current: c, methods: { columns: { x: kss } } }\n')[0]).toMatch(
      /^2:67 monitors\[0\]\.methods\.columns\.x must be one of ks, wasserstein/,
    );
    const where = (text: string): string[] => problemsOf(`monitors:\n  - { name: a, reference: r, current: c, where: ${text} }\n`);
    expect(where('3')).toEqual(['2:49 monitors[0].where must be object.']);
    expect(where('{}')).toEqual(['2:49 monitors[0].where says too little; it may have reference, current.']);
    expect(where('{ currently: day=1.. }')[0]).toBe('2:51 monitors[0].where has no setting "currently"; it may have reference, current.');
    expect(where('{ current: 3 }')).toEqual(['2:60 monitors[0].where.current must be string or object.']);
    expect(where('{ current: { column: day } }')).toEqual([
      '2:60 monitors[0].where.current says too little; it may have column, from, to.',
    ]);
    expect(where('{ current: { from: 1, to: 2 } }')).toEqual(['2:60 monitors[0].where.current lacks "column".']);
    expect(problemsOf('monitors:\n  - { name: a, reference: r, current: c, log: run }\n')).toEqual(['2:5 monitors[0].log needs "model".']);
    expect(problemsOf('monitors: 3\n')).toEqual(['1:11 monitors must be array.']);
    expect(problemsOf('just a text\n')).toEqual(['1:1 The file must be object.']);
    expect(problemsOf('monitors:\n  - { name: a, reference: r, current: c }\n  - { name: a, reference: r, current: d }\n')).toEqual([
      '3:5 There are two monitors with the name a.',
    ]);
  });

  it('may have embeddings, which are checked as well', () => {
    const note = { columns: ['note_*'], method: 'distance', distance: 'cosine', components: 3 };
    const monitor = (embedding: object): string =>
      `monitors:\n  - { name: a, reference: r, current: c, embeddings: { note: ${JSON.stringify(embedding)} } }\n`;
    expect(parseMonitors(monitor(note), FOLDER).monitors[0]?.request.embeddings).toEqual({ note });
    expect(problemsOf(monitor({ ...note, method: 'pca' }))[0]).toMatch(
      /monitors\[0\]\.embeddings\.note\.method must be one of model, distance, ratio, mmd/,
    );
    expect(problemsOf(monitor({ method: 'mmd' }))[0]).toMatch(/monitors\[0\]\.embeddings\.note lacks "columns"/);
  });

  it('are refused where the text is not YAML', () => {
    expect(problemsOf('monitors: [\n')[0]).toMatch(/^\d+:\d+ This is not YAML: /);
    expect(problemsOf('a: &a [*a]\n').length).toBeGreaterThan(0);
  });

  it('are refused where aliases would expand without end', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefghi'.split('').map((name, k) => {
        const before = 'abcdefghi'[k] ?? 'a';
        return `${name}: &${name} [${new Array(9).fill(`*${before}`).join(', ')}]`;
      }),
    ].join('\n');
    expect(problemsOf(bomb)[0]).toMatch(/^1:1 This is not YAML: Excessive alias count/);
  });
});
