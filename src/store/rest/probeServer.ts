import { failure, success, type Result } from '../../base/result';
import { oneLine } from '../../base/oneLine';
import { type MlflowApi } from './mlflowApi';

/** What a server is and can. */
export interface ServerFacts {
  /** null if it does not say. */
  readonly version: string | null;
  readonly aliases: boolean;
  readonly loggedModels: boolean;
  readonly webhooks: boolean;
  readonly workspaces: boolean;
}

type Numbers = readonly [major: number, minor: number];

const OLDEST: Numbers = [2, 0];
const ALIASES: Numbers = [2, 3];
const LOGGED_MODELS: Numbers = [3, 0];
const WEBHOOKS: Numbers = [3, 3];
const SERVER_INFO: Numbers = [3, 10];

/** Before it, whoever may register a version may read any file of the server. */
export const SAFE: Numbers = [3, 11];

/**
 * Asks a server who it is: 'unavailable' if it is not reached, 'unauthorized' and 'forbidden' if it does not let the user
 * in, 'unreadable' if it is no MLflow server, 'unsupported' if it is too old.
 */
export async function probeServer(api: MlflowApi): Promise<Result<ServerFacts>> {
  const version = await readVersion(api);
  if (!version.ok) return version;
  if (version.value !== null && isBefore(version.value, OLDEST)) {
    return failure('unsupported', `${api.host} runs MLflow ${version.value}, which is too old.`, {
      nextStep: 'Model Ops works with MLflow 2.0 and later.',
    });
  }
  const allowed = await api.search('experiments/search', { max_results: 1 }, answer => answer.list('experiments').length);
  if (!allowed.ok) return ofMlflow(api, allowed);
  const has = (since: Numbers): boolean => version.value !== null && !isBefore(version.value, since);
  const workspaces = has(SERVER_INFO) ? await hasWorkspaces(api) : success(false);
  if (!workspaces.ok) return workspaces;
  return success({
    version: version.value,
    aliases: has(ALIASES),
    loggedModels: has(LOGGED_MODELS),
    webhooks: has(WEBHOOKS),
    workspaces: workspaces.value,
  });
}

export function isBefore(version: string, numbers: Numbers): boolean {
  const [major = 0, minor = 0] = version.split('.').map(part => Number.parseInt(part, 10));
  return major < numbers[0] || (major === numbers[0] && minor < numbers[1]);
}

/** `/version` is plain text; a page, or anything else, is not MLflow's. Null where only `/health` answers. */
async function readVersion(api: MlflowApi): Promise<Result<string | null>> {
  const answer = await api.http.text({ method: 'GET', path: '/version', largestAnswer: 1_000_000 });
  if (!answer.ok) return answer.failure.reason === 'not_found' ? await checkHealth(api) : ofMlflow(api, answer);
  const text = answer.value.body.trim();
  return /^\d+\.\d+/.test(text) && text.length < 50 ? success(text) : notMlflow(api, oneLine(text));
}

async function checkHealth(api: MlflowApi): Promise<Result<null>> {
  const answer = await api.http.text({ method: 'GET', path: '/health', largestAnswer: 1_000_000 });
  if (!answer.ok) return answer.failure.reason === 'not_found' ? notMlflow(api, 'no /version and no /health') : ofMlflow(api, answer);
  return answer.value.body.trim() === 'OK' ? success(null) : notMlflow(api, oneLine(answer.value.body));
}

async function hasWorkspaces(api: MlflowApi): Promise<Result<boolean>> {
  const answer = await api.http.json({ method: 'GET', path: '/api/3.0/mlflow/server-info' });
  if (!answer.ok) return answer.failure.reason === 'not_found' ? success(false) : answer;
  const { body } = answer.value;
  return success(typeof body === 'object' && body !== null && 'workspaces_enabled' in body && body['workspaces_enabled'] === true);
}

/** MLflow refuses a host name that it was not told of with the same 403. */
function ofMlflow(api: MlflowApi, answer: Result<unknown>): Result<never> {
  if (answer.ok) return notMlflow(api, '');
  const { reason } = answer.failure;
  if (reason === 'forbidden') {
    return failure('forbidden', `${api.host} does not let you in (403).`, {
      nextStep: 'Ask whoever runs it for the permission, or, if it is new, to start it with this host name among --allowed-hosts.',
      ...(answer.failure.detail === undefined ? {} : { detail: answer.failure.detail }),
    });
  }
  if (reason === 'unreadable' || reason === 'not_found') return notMlflow(api, answer.failure.detail ?? answer.failure.message);
  return answer;
}

function notMlflow(api: MlflowApi, detail: string): Result<never> {
  return failure('unreadable', `${api.host} answers, but not as an MLflow tracking server.`, {
    nextStep: 'Check the address, its path included.',
    detail,
  });
}
