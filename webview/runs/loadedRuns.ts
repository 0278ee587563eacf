import { type RunRow } from '../../src/domain/runRow';
import { type RunsPage } from '../../src/runs/contract';

interface LoadedPage {
  /** What asks for this page; null: the first. */
  readonly token: string | null;
  readonly from: number;
  readonly count: number;
  readonly limit: number;
  /** Its cells were given up to save memory: they are read again when they are seen. */
  thin: boolean;
}

/** Cells that are kept in memory; of what is beyond, far from what is seen, only the attributes of the runs stay. */
const MOST_CELLS = 4_000_000;

/** The runs that were read, page after page, in the order of the query. */
export class LoadedRuns {
  private all: RunRow[] = [];
  private pages: LoadedPage[] = [];
  private next: string | null = null;

  get rows(): readonly RunRow[] {
    return this.all;
  }

  /** Asks for what follows; null at the end. */
  get nextPage(): string | null {
    return this.next;
  }

  append(token: string | null, limit: number, page: RunsPage): void {
    this.pages.push({ token, from: this.all.length, count: page.items.length, limit, thin: false });
    this.all = [...this.all, ...page.items];
    this.next = page.nextPage;
  }

  /** Takes what was read anew. A run that is as it was stays the same object. @returns whether anything changed. */
  replace(fresh: LoadedRuns): boolean {
    const before = new Map(this.all.map(row => [row.runId as string, row]));
    const rows = fresh.all.map(row => sameOr(before.get(row.runId), row));
    const changed = rows.length !== this.all.length || rows.some((row, index) => row !== this.all[index]);
    this.all = rows;
    this.pages = fresh.pages;
    this.next = fresh.next;
    return changed;
  }

  /** The pages among these rows whose cells have to be read again. */
  thinPages(first: number, end: number): readonly { readonly token: string | null; readonly limit: number; readonly from: number }[] {
    return this.pages.filter(page => page.thin && page.from < end && page.from + page.count > first);
  }

  /** Puts the cells of a page back. Runs that are not in their place any more wait for the next refresh. */
  fill(from: number, page: RunsPage): void {
    const place = this.pages.find(each => each.from === from);
    if (!place) return;
    const fresh = new Map(page.items.map(row => [row.runId as string, row]));
    this.all = this.all.map((row, index) => (index >= from && index < from + place.count ? (fresh.get(row.runId) ?? row) : row));
    place.thin = false;
  }

  /** Gives up cells that are far from what is seen, if there are too many. */
  thinOut(seen: { readonly first: number; readonly end: number }, columns: number): void {
    const full = this.pages.filter(page => !page.thin);
    let cells = full.reduce((sum, page) => sum + page.count * columns, 0);
    if (cells <= MOST_CELLS) return;
    const distance = (page: LoadedPage): number => Math.max(seen.first - page.from - page.count, page.from - seen.end);
    for (const page of full.toSorted((left, right) => distance(right) - distance(left))) {
      if (cells <= MOST_CELLS * 0.75 || distance(page) <= 0) break;
      for (let index = page.from; index < page.from + page.count; index++) {
        const row = this.all[index];
        if (row) this.all[index] = { ...row, cells: [] };
      }
      page.thin = true;
      cells -= page.count * columns;
    }
  }
}

function sameOr(before: RunRow | undefined, row: RunRow): RunRow {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(row) ? before : row;
}
