import { failure, success, type Result } from '../../base/result';
import { type Page, type PageRequest } from '../contract';

/** One page as the server gives it. `next` is its token for the page after it; '' at the end. */
export interface ServerPage<T> {
  readonly items: readonly T[];
  readonly next: string;
}

/** How pages of one list are read. */
export interface PageReading<T> {
  /** The most that the server gives at once. */
  readonly largest: number;
  fetch(token: string, size: number): Promise<Result<ServerPage<T>>>;
  /** What no other item of the list has. */
  id(item: T): string;
  /** Leaves some of a page's items out; all stay without it. */
  keep?(items: readonly T[]): Promise<Result<readonly T[]>>;
  /** Whether `keep` may leave most out, so that more are read at once. */
  readonly sparse?: boolean;
}

/** Where a list goes on: in the page that this token of the server asks for, after the item of this id. */
interface Place {
  readonly token: string;
  readonly after: string;
}

const DEFAULT_LIMIT = 100;
const LARGEST_LIMIT = 50_000;

/**
 * One page of a list. The server counts rows, so that one that arrives between two pages moves the others on: what the
 * page before ended with is looked for, and what is not after it is passed over.
 */
export async function readPage<T>(request: PageRequest, reading: PageReading<T>): Promise<Result<Page<T>>> {
  const limit = request.limit ?? DEFAULT_LIMIT;
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_LIMIT) {
    return failure('invalid', `A page has 1 to ${LARGEST_LIMIT.toLocaleString('en-US')} rows, not ${limit}.`);
  }
  const start = request.page === undefined ? { token: '', after: '' } : parsePlace(request.page);
  if (start === null) return failure('invalid', 'This page cannot be continued.', { nextStep: 'Start again from the first page.' });
  return await collect(limit, start, reading);
}

async function collect<T>(limit: number, start: Place, reading: PageReading<T>): Promise<Result<Page<T>>> {
  const items: T[] = [];
  let place: Place | null = start;
  while (place !== null && items.length < limit) {
    const wanted = { size: pageSize(limit, reading), room: limit - items.length };
    const batch: Result<Batch<T>> = await readBatch(place, wanted, reading);
    if (!batch.ok) return batch;
    items.push(...batch.value.taken);
    place = batch.value.goesOn;
  }
  return success({ items, nextPage: place === null ? null : makePlace(place) });
}

interface Batch<T> {
  readonly taken: readonly T[];
  readonly goesOn: Place | null;
}

async function readBatch<T>(
  { token, after }: Place,
  wanted: { readonly size: number; readonly room: number },
  reading: PageReading<T>,
): Promise<Result<Batch<T>>> {
  const page = await reading.fetch(token, wanted.size);
  if (!page.ok) return page;
  const fresh = page.value.items.slice(page.value.items.findIndex(item => reading.id(item) === after) + 1);
  const kept = reading.keep === undefined ? success(fresh) : await reading.keep(fresh);
  if (!kept.ok) return kept;
  const taken = kept.value.slice(0, wanted.room);
  const last = taken.at(-1);
  if (taken.length < kept.value.length && last !== undefined) return success({ taken, goesOn: { token, after: reading.id(last) } });
  const end = page.value.items.at(-1);
  const goesOn = page.value.next === '' || end === undefined ? null : { token: page.value.next, after: reading.id(end) };
  return success({ taken, goesOn });
}

/** The same for each page of one list: a place within a page is found again in a page of the same size. */
function pageSize<T>(limit: number, reading: PageReading<T>): number {
  return Math.min(reading.largest, reading.sparse ? Math.max(LEAST_SEARCHED, 2 * limit) : limit);
}

const LEAST_SEARCHED = 200;

/** Every item of a list. */
export async function readAll<T>(reading: PageReading<T>): Promise<Result<T[]>> {
  const items: T[] = [];
  let page: string | null | undefined;
  while (page !== null) {
    const next: Result<Page<T>> = await readPage({ limit: reading.largest, ...(page === undefined ? {} : { page }) }, reading);
    if (!next.ok) return next;
    items.push(...next.value.items);
    page = next.value.nextPage;
  }
  return success(items);
}

function makePlace(place: Place): string {
  return Buffer.from(JSON.stringify([place.token, place.after])).toString('base64url');
}

function parsePlace(text: string): Place | null {
  try {
    const value = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown;
    if (!Array.isArray(value) || value.length !== 2) return null;
    const [token, after] = value as readonly unknown[];
    return typeof token === 'string' && typeof after === 'string' ? { token, after } : null;
  } catch {
    return null;
  }
}
