import { type Json } from '../../base/json';
import { oneLine } from '../../base/oneLine';
import { type Failure, type FailureReason } from '../../base/result';
import { type HttpAnswer } from '../../platform/httpClient';

interface Words {
  readonly reason: FailureReason;
  readonly nextStep?: string;
}

const LATER = 'Try again later; if it stays so, ask whoever runs the server.';

/** MLflow's own words for what went wrong. The HTTP status says less: an alias that is not there is a 400. */
const WORDS: Readonly<Record<string, Words>> = {
  RESOURCE_DOES_NOT_EXIST: { reason: 'not_found', nextStep: 'Refresh: it may have been removed.' },
  NOT_FOUND: { reason: 'not_found', nextStep: 'Refresh: it may have been removed.' },
  ENDPOINT_NOT_FOUND: { reason: 'unsupported', nextStep: 'The server may be too old for it.' },
  NOT_IMPLEMENTED: { reason: 'unsupported', nextStep: 'The server may be too old for it.' },
  RESOURCE_ALREADY_EXISTS: { reason: 'already_exists', nextStep: 'Choose another name.' },
  ALREADY_EXISTS: { reason: 'already_exists', nextStep: 'Choose another name.' },
  INVALID_PARAMETER_VALUE: { reason: 'invalid' },
  BAD_REQUEST: { reason: 'invalid' },
  MALFORMED_REQUEST: { reason: 'invalid' },
  INVALID_STATE: { reason: 'invalid' },
  RESOURCE_CONFLICT: { reason: 'conflict', nextStep: 'Refresh and try again.' },
  ABORTED: { reason: 'conflict', nextStep: 'Refresh and try again.' },
  UNAUTHENTICATED: { reason: 'unauthorized', nextStep: 'Sign in with your user name and password or with a token.' },
  PERMISSION_DENIED: { reason: 'forbidden', nextStep: 'Ask for the permission, or sign in as someone else.' },
};

/** An error answer of MLflow as a failure; undefined if it is none of MLflow's. */
export function explainMlflowError(answer: HttpAnswer<Json>): Failure | undefined {
  const { body } = answer;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const { error_code: code, message } = body as { readonly [key: string]: Json };
  if (typeof code !== 'string') return undefined;
  const words = WORDS[code] ?? { reason: 'unavailable', nextStep: LATER };
  const said = typeof message === 'string' ? oneLine(message) : '';
  return {
    ...words,
    message: `MLflow refused this: ${said === '' ? oneLine(code) : said}`,
    detail: `${answer.status} ${code}: ${typeof message === 'string' ? message.slice(0, 2000) : ''}`,
  };
}
