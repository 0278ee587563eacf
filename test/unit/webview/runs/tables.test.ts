import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RunRow } from '../../../../src/domain/runRow';
import { toRunRows } from '../../../../src/domain/runRow';
import { type RunsLayout } from '../../../../src/runs/contract';
import { allColumns, matchingColumns } from '../../../../webview/runs/columnChoices';
import { candidateColumns, defaultLayout } from '../../../../webview/runs/defaultLayout';
import { groupRuns, summarize } from '../../../../webview/runs/grouping';
import { dropColumn, moveColumn, orderedColumns, showColumns, toggleColumn, togglePinned } from '../../../../webview/runs/layout';
import { LoadedRuns } from '../../../../webview/runs/loadedRuns';
import { pageSize } from '../../../../webview/runs/runsSource';
import { NOTHING, selectRun } from '../../../../webview/runs/selection';
import { groupedRows, nestedRows } from '../../../../webview/runs/shownRows';
import { fixtureRun } from '../../../support/runsFixture';

const row = (index: number, cells: RunRow['cells'] = [], part: Partial<RunRow> = {}): RunRow => {
  const [made] = toRunRows([fixtureRun(index)], []);
  if (made === undefined) throw new Error('No row was made.');
  return { ...made, cells, ...part };
};

describe('the default columns', () => {
  const keys = { metrics: ['a', 'b', 'c', 'd', 'e', 'system/cpu'], params: ['depth', 'seed'], tags: ['team'] };

  it('are name, times, status, four metrics, and the params that differ', () => {
    const candidates = candidateColumns(keys);
    const cells = (depth: string) => candidates.map(id => (id === 'params.depth' ? depth : id === 'params.seed' ? '1' : 0));
    const { columns, pinned } = defaultLayout(candidates, [row(0, cells('3')), row(1, cells('4'))]);
    expect(columns).toEqual([
      'attributes.run_name',
      'attributes.start_time',
      'attributes.duration',
      'attributes.status',
      'metrics.a',
      'metrics.b',
      'metrics.c',
      'metrics.d',
      'params.depth',
    ]);
    expect(pinned).toEqual(['attributes.run_name']);
  });
});

describe('the choice of columns', () => {
  const layout: RunsLayout = {
    columns: ['attributes.run_name', 'metrics.a', 'metrics.b', 'params.c'],
    pinned: ['attributes.run_name'],
    widths: {},
  };

  it('finds by a part of the name, and by kind', () => {
    const all = allColumns({ metrics: ['auc', 'loss'], params: ['auc_of'], tags: ['team'] });
    expect(matchingColumns(all, 'AUC')).toEqual(['metrics.auc', 'params.auc_of']);
    expect(matchingColumns(all, 'metrics.')).toEqual(['metrics.auc', 'metrics.loss']);
    expect(matchingColumns(all, 'started')).toEqual(['attributes.start_time']);
  });

  it('shows, hides, pins and moves; the name stays', () => {
    expect(toggleColumn(layout, 'tags.t').columns.at(-1)).toBe('tags.t');
    expect(toggleColumn(layout, 'metrics.a').columns).not.toContain('metrics.a');
    expect(toggleColumn(layout, 'attributes.run_name')).toBe(layout);
    expect(orderedColumns(togglePinned(layout, 'params.c'))).toEqual(['attributes.run_name', 'params.c', 'metrics.a', 'metrics.b']);
    expect(moveColumn(layout, 'params.c', -1).columns).toEqual(['attributes.run_name', 'metrics.a', 'params.c', 'metrics.b']);
    expect(showColumns(layout, ['attributes.run_name', 'metrics.a'], false).columns).toEqual([
      'attributes.run_name',
      'metrics.b',
      'params.c',
    ]);
    expect(showColumns(layout, ['metrics.a', 'metrics.z'], true).columns).toEqual([...layout.columns, 'metrics.z']);
  });

  it('a column that is dropped on a pinned one is pinned too', () => {
    const dropped = dropColumn(layout, 'params.c', 'attributes.run_name');
    expect(orderedColumns(dropped)).toEqual(['params.c', 'attributes.run_name', 'metrics.a', 'metrics.b']);
    expect(dropColumn(dropped, 'params.c', 'metrics.b').pinned).toEqual(['attributes.run_name']);
  });
});

describe('the selection', () => {
  const of = { order: ['a', 'b', 'c', 'd', 'e'], most: 3 };

  it('is one, several, or a range', () => {
    const one = selectRun(NOTHING, 'b', { toggle: false, range: false }, of);
    expect(one.ids).toEqual(['b']);
    expect(selectRun(one, 'd', { toggle: true, range: false }, of).ids).toEqual(['b', 'd']);
    expect(selectRun(one, 'b', { toggle: true, range: false }, of).ids).toEqual([]);
    expect(selectRun(one, 'd', { toggle: false, range: true }, of).ids).toEqual(['b', 'c', 'd']);
    expect(selectRun(one, 'a', { toggle: false, range: true }, of).ids).toEqual(['b', 'a']);
  });

  it('never holds more than it may', () => {
    const first = selectRun(NOTHING, 'a', { toggle: false, range: false }, of);
    expect(selectRun(first, 'e', { toggle: false, range: true }, of).ids).toEqual(['a', 'b', 'c']);
    const full = ['b', 'c', 'd'].reduce((selection, id) => selectRun(selection, id, { toggle: true, range: false }, of), first);
    expect(full.ids).toEqual(['b', 'c', 'd']);
  });
});

describe('groups', () => {
  it('agree with plain arithmetic, whatever the values', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true })), { minLength: 1, maxLength: 30 }), values => {
        const summary = summarize(
          values.map((value, index) => row(index, [value])),
          0,
        );
        const there = values.filter(value => value !== null);
        if (there.length === 0) {
          expect(summary).toBeNull();
          return;
        }
        expect(summary?.count).toBe(there.length);
        expect(summary?.mean).toBeCloseTo(there.reduce((sum, value) => sum + value, 0) / there.length, 5);
        expect([summary?.min, summary?.max]).toEqual([Math.min(...there), Math.max(...there)]);
      }),
    );
  });

  it('leave NaN out and keep infinities', () => {
    const rows = [row(0, ['NaN']), row(1, [2]), row(2, ['Infinity'])];
    expect(summarize(rows, 0)).toEqual({ count: 2, mean: Infinity, min: 2, max: Infinity });
    expect(summarize([row(0, ['NaN']), row(1, [null])], 0)).toBeNull();
  });

  it('put a run with two values into two groups, and one without into its own', () => {
    const rows = [row(0), row(1), row(2)];
    const groups = groupRuns(rows, each => (each === rows[0] ? ['x', 'y'] : each === rows[1] ? ['x'] : []));
    expect(groups.map(group => [group.value, group.rows.length])).toEqual([
      ['x', 2],
      ['y', 1],
      [null, 1],
    ]);
    expect(groupedRows(groups, new Set(['=x'])).map(each => each.kind)).toEqual(['group', 'group', 'run', 'group', 'run']);
  });
});

describe('nested runs', () => {
  it('stand below their parents, with the way to more, and never twice in a circle', () => {
    const parent = row(0, [], { hasChildren: true });
    const child = row(1, [], { hasChildren: true });
    const children = new Map([
      [parent.runId as string, { rows: [child], nextPage: 'x', loading: false }],
      [child.runId as string, { rows: [parent], nextPage: null, loading: false }],
    ]);
    const shown = nestedRows([parent, row(2)], { expanded: new Set([parent.runId, child.runId]), children });
    expect(shown.map(each => [each.kind, 'level' in each ? each.level : 0])).toEqual([
      ['run', 1],
      ['run', 2],
      ['more', 2],
      ['run', 1],
    ]);
  });
});

describe('what was loaded', () => {
  it('keeps the objects of runs that did not change', () => {
    const [before, fresh] = [new LoadedRuns(), new LoadedRuns()];
    before.append(null, 100, { items: [row(0, [1]), row(1, [2])], nextPage: null });
    const [first, second] = before.rows;
    fresh.append(null, 100, { items: [row(5, [9]), row(0, [1]), row(1, [3])], nextPage: null });
    expect(before.replace(fresh)).toBe(true);
    expect(before.rows[1]).toBe(first);
    expect(before.rows[2]).not.toBe(second);
    const again = new LoadedRuns();
    again.append(null, 100, { items: [row(5, [9]), row(0, [1]), row(1, [3])], nextPage: null });
    expect(before.replace(again)).toBe(false);
  });

  it('gives up cells far from what is seen, and takes them back', () => {
    const loaded = new LoadedRuns();
    for (let page = 0; page < 50; page++)
      loaded.append(page === 0 ? null : `p${page}`, 100, {
        items: Array.from({ length: 100 }, (_, index) => row(page * 100 + index, [1])),
        nextPage: `p${page + 1}`,
      });
    loaded.thinOut({ first: 0, end: 50 }, 1000);
    expect(loaded.rows[0]?.cells).toEqual([1]);
    expect(loaded.rows[4999]?.cells).toEqual([]);
    const [thin] = loaded.thinPages(4990, 5000);
    expect(thin).toEqual({ token: 'p49', limit: 100, from: 4900, count: 100, thin: true });
    loaded.fill(4900, { items: [row(4999, [7])], nextPage: null });
    expect(loaded.rows[4999]?.cells).toEqual([7]);
    expect(loaded.thinPages(4990, 5000)).toEqual([]);
  });

  it('comes in pages that grow, and shrink with the columns', () => {
    expect([pageSize(0, 10), pageSize(100, 10), pageSize(400, 10), pageSize(50_000, 10), pageSize(50_000, 1000)]).toEqual([
      100, 100, 400, 1000, 40,
    ]);
  });
});
