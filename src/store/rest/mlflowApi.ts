import { type Json } from '../../base/json';
import { success, type Failure, type Result } from '../../base/result';
import { type HttpClient, type HttpRequest } from '../../platform/httpClient';
import { readAnswer, type Fields } from './fields';

type Query = NonNullable<HttpRequest['query']>;
export type Body = { readonly [key: string]: Json };

/** MLflow's REST calls, with answers as values. Paths are those behind `/api/2.0/mlflow/`. */
export class MlflowApi {
  constructor(
    readonly http: HttpClient,
    /** How the server is called in messages. */
    readonly host: string,
    /** Two workspaces of one server may name different files by one path. */
    readonly workspace = '',
  ) {}

  async get<T>(path: string, query: Query, read: (fields: Fields) => T): Promise<Result<T>> {
    return await this.ask({ method: 'GET', path: pathOf(path), query }, read);
  }

  /** A question that is asked by POST, since it is long. */
  async search<T>(path: string, body: Body, read: (fields: Fields) => T): Promise<Result<T>> {
    return await this.ask({ method: 'POST', path: pathOf(path), body: { kind: 'json', value: body }, repeatable: true }, read);
  }

  /** A change that may be sent again if its answer is lost, because doing it twice is doing it once. */
  async put(method: 'POST' | 'PATCH' | 'DELETE', path: string, body: Body): Promise<Result<void>> {
    return await this.ask({ method, path: pathOf(path), body: { kind: 'json', value: body }, repeatable: true }, () => undefined);
  }

  /** A change that is sent once: if its answer is lost, it fails as 'uncertain'. */
  async once<T>(method: 'POST' | 'DELETE', path: string, body: Body, read: (fields: Fields) => T): Promise<Result<T>> {
    return await this.ask({ method, path: pathOf(path), body: { kind: 'json', value: body }, repeatable: false }, read);
  }

  private async ask<T>(request: HttpRequest, read: (fields: Fields) => T): Promise<Result<T>> {
    const answer = await this.http.json(request);
    return answer.ok ? readAnswer(answer.value.body, this.host, read) : answer;
  }
}

function pathOf(path: string): string {
  return `/api/2.0/mlflow/${path}`;
}

/** A failure for this reason is said in other words; others stay. */
export function inOtherWords<T>(result: Result<T>, reason: Failure['reason'], words: () => Result<never>): Result<T> {
  if (result.ok || result.failure.reason !== reason) return result;
  const other = words();
  const { detail } = result.failure;
  return other.ok || detail === undefined ? other : { ok: false, failure: { detail, ...other.failure } };
}

/** For a failure of this reason another answer. */
export async function orElse<T>(result: Result<T>, reason: Failure['reason'], other: () => Promise<Result<T>>): Promise<Result<T>> {
  return !result.ok && result.failure.reason === reason ? await other() : result;
}

/** Does something for each item, a few at a time, and stops at the first failure. The order of the answers is that of the items. */
export async function forEachFew<T, R>(items: readonly T[], work: (item: T) => Promise<Result<R>>): Promise<Result<R[]>> {
  const answers: R[] = [];
  for (let start = 0; start < items.length; start += FEW) {
    const some = await Promise.all(items.slice(start, start + FEW).map(work));
    for (const answer of some) {
      if (!answer.ok) return answer;
      answers.push(answer.value);
    }
  }
  return success(answers);
}

const FEW = 6;
