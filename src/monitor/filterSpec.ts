import { readRowFilter, type RowFilter, rowFilterText } from '../domain/dataSource';

/** Which rows, as the file says it: in one text as the command line reads it, or a range by its parts. */
type FilterSpec = string | { readonly column: string; readonly from?: string | number; readonly to?: string | number };

/** A filter for each side; of a side without one, all rows. */
export interface FilterSpecs {
  readonly reference?: FilterSpec;
  readonly current?: FilterSpec;
}

interface Filters {
  readonly reference?: RowFilter;
  readonly current?: RowFilter;
}

export function filtersOf({ reference, current }: FilterSpecs): Filters {
  return {
    ...(reference === undefined ? {} : { reference: filterOf(reference) }),
    ...(current === undefined ? {} : { current: filterOf(current) }),
  };
}

/** The filters as the file says them; undefined where all rows are looked at. */
export function filterSpecsOf({ reference, current }: Filters): FilterSpecs | undefined {
  if (reference === undefined && current === undefined) return undefined;
  return {
    ...(reference === undefined ? {} : { reference: filterSpecOf(reference) }),
    ...(current === undefined ? {} : { current: filterSpecOf(current) }),
  };
}

function filterOf(spec: FilterSpec): RowFilter {
  if (typeof spec === 'string') return readRowFilter(spec);
  return { kind: 'range', column: spec.column, from: bound(spec.from), to: bound(spec.to) };
}

function bound(value: string | number | undefined): string | null {
  return value === undefined ? null : String(value);
}

/** In one text where that reads as the same filter: a column may be called anything. */
function filterSpecOf(filter: RowFilter): FilterSpec {
  const text = rowFilterText(filter);
  if (filter.kind === 'expression' || isSame(readRowFilter(text), filter)) return text;
  const { column, from, to } = filter;
  return { column, ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
}

function isSame(read: RowFilter, { column, from, to }: Extract<RowFilter, { kind: 'range' }>): boolean {
  return read.kind === 'range' && read.column === column && read.from === from && read.to === to;
}
