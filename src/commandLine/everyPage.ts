import { type Result, success } from '../base/result';
import { type Page, type PageRequest } from '../store/contract';

const LARGEST_PAGE = 1000;

/** Reads a list page by page: all of it, or its first `max`. */
export async function everyPage<T>(
  max: number | undefined,
  read: (request: PageRequest) => Promise<Result<Page<T>>>,
): Promise<Result<readonly T[]>> {
  const items: T[] = [];
  let page: string | null | undefined;
  while (page !== null) {
    const left = (max ?? Infinity) - items.length;
    if (left <= 0) break;
    const found = await read({ limit: Math.min(left, LARGEST_PAGE), ...(page === undefined ? {} : { page }) });
    if (!found.ok) return found;
    for (const item of found.value.items) items.push(item);
    page = found.value.nextPage;
  }
  return success(items);
}
