import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnEdges, columnSpan, rowSpan, scrolledTo } from '../../../../webview/kit/virtualWindow';

describe('the rows that are drawn', () => {
  it('are those that are seen and a few more', () => {
    expect(rowSpan({ top: 0, height: 260 }, 26, 1000, 2)).toEqual({ first: 0, end: 12 });
    expect(rowSpan({ top: 2600, height: 260 }, 26, 1000, 2)).toEqual({ first: 98, end: 112 });
    expect(rowSpan({ top: 0, height: 260 }, 26, 3, 2)).toEqual({ first: 0, end: 3 });
    expect(rowSpan({ top: 5000, height: 260 }, 26, 0, 2)).toEqual({ first: 0, end: 0 });
  });

  it('cover every pixel that is seen, and no more than they must', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(2000), fc.nat(100_000), (top, height, count) => {
        const { first, end } = rowSpan({ top, height }, 26, count, 3);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(count);
        expect(end - first).toBeLessThanOrEqual(height / 26 + 2 + 6);
        if (top + height <= count * 26 && height > 0) expect(first * 26 <= top && end * 26 >= top + height).toBe(true);
      }),
    );
  });
});

describe('the columns that are drawn', () => {
  it('agree with a plain search', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 20, max: 300 }), { minLength: 1, maxLength: 60 }),
        fc.nat(8000),
        fc.integer({ min: 1, max: 1500 }),
        (widths, left, width) => {
          const edges = columnEdges(widths);
          const total = edges.at(-1) ?? 0;
          fc.pre(left + width <= total);
          const { first, end } = columnSpan({ left, width }, edges, 0);
          const seen = widths.flatMap((_, index) => ((edges[index + 1] ?? 0) > left && (edges[index] ?? 0) < left + width ? [index] : []));
          expect([first, end]).toEqual([seen[0], (seen.at(-1) ?? 0) + 1]);
        },
      ),
    );
  });

  it('are none where there are none', () => {
    expect(columnSpan({ left: 0, width: 500 }, columnEdges([]), 2)).toEqual({ first: 0, end: 0 });
  });
});

describe('scrolling something into view', () => {
  it('moves as little as it must', () => {
    expect(scrolledTo({ from: 100, size: 200 }, 120, 146)).toBe(100);
    expect(scrolledTo({ from: 100, size: 200 }, 40, 66)).toBe(40);
    expect(scrolledTo({ from: 100, size: 200 }, 400, 426)).toBe(226);
    expect(scrolledTo({ from: 0, size: 50 }, 100, 400)).toBe(100);
  });
});
