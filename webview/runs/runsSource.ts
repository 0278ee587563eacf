import { type Failure, type Result } from '../../src/base/result';
import { type RunId, runId } from '../../src/domain/ids';
import { type RunRow } from '../../src/domain/runRow';
import { runsPage, type RunsPage, type RunsQuery } from '../../src/runs/contract';
import { LoadedRuns } from './loadedRuns';
import { type RunsHost } from './runsHost';
import { type Children } from './shownRows';

/** What is read: which runs, whether as a tree, and which cells of each. */
export interface SourceQuery extends RunsQuery {
  readonly nested: boolean;
  readonly columns: readonly string[];
}

const FIRST_PAGE = 100;
const LARGEST_PAGE = 1000;
/** Cells of one message: about 1 MB. */
const CELLS_A_PAGE = 40_000;
/** A longer list is not read again by itself when the store changes. */
const MOST_REREAD = 5000;

/** How many runs a page holds: it grows as one goes on, and shrinks with the number of columns. */
export function pageSize(loaded: number, columns: number): number {
  const grown = loaded < 2 * FIRST_PAGE ? FIRST_PAGE : Math.min(LARGEST_PAGE, loaded);
  return Math.max(10, Math.min(grown, Math.floor(CELLS_A_PAGE / Math.max(1, columns))));
}

interface SourceEvents {
  /** Rows came, changed or went. */
  readonly onRows: () => void;
  /** The query could not be answered; null: it could. */
  readonly onFailure: (failure: Failure | null) => void;
  /** The store changed, and the list is too long to be read again unasked. */
  readonly onStale: () => void;
}

/** Reads runs page by page as they are needed, and again when the store changed. An answer to an old question is dropped. */
export class RunsSource {
  private loaded = new LoadedRuns();
  private readonly below = new Map<string, Children>();
  private query: SourceQuery | null = null;
  private generation = 0;
  private busy = false;
  private cells = new Map<string, number>();
  private counted: number | null = null;
  private refreshAgain = false;
  private readonly refilling = new Set<number>();

  constructor(
    private readonly host: Pick<RunsHost, 'ask'>,
    private readonly events: SourceEvents,
  ) {}

  get rows(): readonly RunRow[] {
    return this.loaded.rows;
  }

  get children(): ReadonlyMap<string, Children> {
    return this.below;
  }

  /** Of all runs that the query finds; null if that is not known. */
  get total(): number | null {
    return this.loaded.nextPage === null && !this.busy && this.query?.nested === false ? this.loaded.rows.length : this.counted;
  }

  get isComplete(): boolean {
    return this.loaded.nextPage === null && !this.busy;
  }

  get isLoading(): boolean {
    return this.busy;
  }

  /** Where a column's cell is in each row; undefined if it was not read. */
  cellOf(column: string): number | undefined {
    return this.cells.get(column);
  }

  /** Reads another query, its first page, or with `keep` as much as is shown. What is shown stays until it is there. */
  async open(query: SourceQuery, keep = false): Promise<void> {
    const generation = ++this.generation;
    this.query = query;
    this.busy = true;
    this.events.onRows();
    const { fresh, read } = await this.readAnew(query, keep ? this.loaded.rows.length : 1);
    if (generation !== this.generation) return;
    this.busy = false;
    this.events.onFailure(read.ok ? null : read.failure);
    if (!read.ok) return this.events.onRows();
    this.cells = new Map(query.columns.map((column, index) => [column, index]));
    this.loaded = fresh;
    this.below.clear();
    this.counted = null;
    this.events.onRows();
    await this.count(generation);
  }

  /** Reads on, unless that is happening or there is no more. */
  async more(): Promise<void> {
    const { query, generation } = this;
    if (query === null || this.busy || this.loaded.nextPage === null) return;
    this.busy = true;
    const read = await this.readPage(this.loaded, query);
    if (generation !== this.generation) return;
    this.busy = false;
    this.events.onFailure(read.ok ? null : read.failure);
    this.events.onRows();
  }

  /** Reads again as much as is shown; rows that did not change stay the same objects. */
  async refresh(force = false): Promise<void> {
    const { query } = this;
    if (query === null) return;
    if (this.busy) {
      this.refreshAgain = true;
      return;
    }
    if (!force && this.loaded.rows.length > MOST_REREAD) return this.events.onStale();
    const generation = ++this.generation;
    this.busy = true;
    const { fresh, read } = await this.readAnew(query, force ? 1 : this.loaded.rows.length);
    if (generation !== this.generation) return;
    this.busy = false;
    this.events.onFailure(read.ok ? null : read.failure);
    if (read.ok && this.loaded.replace(fresh)) this.events.onRows();
    await Promise.all([this.count(generation), ...[...this.below.keys()].map(parent => this.readChildren(runId(parent), true))]);
    if (!this.refreshAgain || generation !== this.generation) return;
    this.refreshAgain = false;
    await this.refresh();
  }

  /** Reads the runs below a run, or more of them. */
  async readChildren(parent: RunId, again = false): Promise<void> {
    const { query, generation } = this;
    const before = this.below.get(parent);
    if (query === null || (before?.loading === true && !again)) return;
    const known = before ?? { rows: [], nextPage: null, loading: false };
    if (!again) this.below.set(parent, { ...known, loading: true });
    const limit = again ? Math.max(FIRST_PAGE, known.rows.length) : FIRST_PAGE;
    const page = again ? null : known.nextPage;
    const read = await this.host.ask(runsPage.calls.listRuns, { ...query, filter: '', orderBy: [], parent, limit, page });
    if (generation !== this.generation) return;
    if (read.ok) {
      const rows = page === null ? read.value.items : [...known.rows, ...read.value.items];
      this.below.set(parent, { rows, nextPage: read.value.nextPage, loading: false });
    } else {
      this.below.set(parent, { ...known, loading: false });
      this.events.onFailure(read.failure);
    }
    this.events.onRows();
  }

  /** Rows are seen: reads again what was given up for memory, and reads on near the end. */
  seen(first: number, end: number): void {
    for (const thin of this.loaded.thinPages(first, end)) void this.refill(thin);
    this.loaded.thinOut({ first, end }, this.cells.size);
    if (end + FIRST_PAGE / 2 >= this.loaded.rows.length) void this.more();
  }

  private async refill({ token, limit, from }: { token: string | null; limit: number; from: number }): Promise<void> {
    const { query, generation } = this;
    if (query === null || this.refilling.has(from)) return;
    this.refilling.add(from);
    const read = await this.askPage(query, token, limit);
    this.refilling.delete(from);
    if (!read.ok || generation !== this.generation) return;
    this.loaded.fill(from, read.value);
    this.events.onRows();
  }

  /** Reads pages until there are so many runs, or no more. */
  private async readAnew(query: SourceQuery, runs: number): Promise<{ readonly fresh: LoadedRuns; readonly read: Result<RunsPage> }> {
    const { generation } = this;
    const fresh = new LoadedRuns();
    const wanted = Math.min(runs, MOST_REREAD);
    let read = await this.readPage(fresh, query);
    while (read.ok && generation === this.generation && fresh.nextPage !== null && fresh.rows.length < wanted)
      read = await this.readPage(fresh, query);
    return { fresh, read };
  }

  private async readPage(into: LoadedRuns, query: SourceQuery): Promise<Result<RunsPage>> {
    const token = into.rows.length === 0 ? null : into.nextPage;
    const limit = pageSize(into.rows.length, query.columns.length);
    const { generation } = this;
    const read = await this.askPage(query, token, limit);
    if (read.ok && generation === this.generation) into.append(token, limit, read.value);
    return read;
  }

  private askPage(query: SourceQuery, page: string | null, limit: number): Promise<Result<RunsPage>> {
    const { nested, ...asked } = query;
    return this.host.ask(runsPage.calls.listRuns, { ...asked, parent: nested ? 'top' : null, limit, page });
  }

  private async count(generation: number): Promise<void> {
    if (this.query === null) return;
    const counted = await this.host.ask(runsPage.calls.countRuns, { filter: this.query.filter, view: this.query.view });
    if (generation !== this.generation || !counted.ok || counted.value === this.counted) return;
    this.counted = counted.value;
    this.events.onRows();
  }
}
