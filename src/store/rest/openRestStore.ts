import { failure, success, type Result } from '../../base/result';
import { shownPath } from '../../domain/shownText';
import { createHttpClient } from '../../platform/http/createHttpClient';
import { type HttpClientOptions } from '../../platform/httpClient';
import { type ServerAccess, type Store, type StoreInfo, type StoreOptions } from '../contract';
import { makeClientId } from './clientId';
import { explainMlflowError } from './mlflowError';
import { MlflowApi } from './mlflowApi';
import { isBefore, probeServer, SAFE, type ServerFacts } from './probeServer';
import { RestStore } from './restStore';

/** What tests, and programs that set a proxy, change. */
export interface RestTuning {
  readonly clock?: () => number;
  readonly http?: Partial<HttpClientOptions>;
}

/** Whether a URI names a tracking server. */
export function isServerUri(uri: string): boolean {
  return /^https?:/i.test(uri);
}

/**
 * Connects to an MLflow tracking server (2.0 and later) and asks what it can. A path before MLflow's own stays. Nothing
 * is written.
 */
export async function openRestStore(uri: string, options: StoreOptions, tuning: RestTuning = {}): Promise<Result<Store>> {
  const address = addressOf(uri);
  if (!address.ok) return address;
  const http = await createHttpClient({ ...clientOptions(uri, options.server ?? {}), ...tuning.http });
  if (!http.ok) return http;
  const api = new MlflowApi(http.value, address.value, options.server?.workspace);
  const facts = await probeServer(api);
  if (!facts.ok) {
    await http.value.close();
    return facts;
  }
  const info = infoOf(uri, address.value, facts.value, options.server);
  const store = { info, actor: options.actor, clock: tuning.clock ?? Date.now, client: makeClientId(), cacheFolder: options.cacheFolder };
  return success(new RestStore(api, store));
}

/** Host, port and path, without who the user is. */
function addressOf(uri: string): Result<string> {
  const url = URL.parse(uri);
  if (url === null || url.host === '') {
    return failure('invalid', `'${shownPath(uri.replace(/\/\/[^/@]*@/, '//'))}' is not the address of a server.`, {
      nextStep: 'Give it as https://HOST, with the port and the path if it has them.',
    });
  }
  return success(`${url.host}${url.pathname.replace(/\/+$/, '')}`);
}

function clientOptions(uri: string, access: ServerAccess): HttpClientOptions {
  const { credentials, workspace, certificateAuthority, clientCertificate, insecure } = access;
  return {
    baseUrl: uri.replace(/[?#].*$/, '').replace(/\/+$/, ''),
    service: 'MLflow',
    explainError: explainMlflowError,
    ...(credentials === undefined ? {} : { credentials }),
    ...(workspace === undefined ? {} : { headers: { 'X-MLFLOW-WORKSPACE': workspace } }),
    tls: {
      ...(certificateAuthority === undefined ? {} : { authoritiesFile: certificateAuthority }),
      ...(clientCertificate === undefined ? {} : { clientCertificateFile: clientCertificate }),
      ...(insecure === undefined ? {} : { insecure }),
    },
  };
}

function infoOf(uri: string, label: string, facts: ServerFacts, access: ServerAccess | undefined): StoreInfo {
  return {
    uri: uri.replace(/\/\/[^/@]*@/, '//'),
    label,
    writable: true,
    readOnlyReason: null,
    schemaRevision: null,
    kind: 'server',
    serverVersion: facts.version,
    stages: true,
    aliases: facts.aliases,
    loggedModels: facts.loggedModels,
    webhooks: facts.webhooks,
    search: 'mlflow',
    remarks: remarksOn(facts, access),
  };
}

function remarksOn(facts: ServerFacts, access: ServerAccess | undefined): string[] {
  const { version } = facts;
  return [
    ...(version === null ? ['The server does not say its version: it is taken for an MLflow 2 without aliases.'] : []),
    ...(version !== null && isBefore(version, SAFE)
      ? [`MLflow ${version} has known security holes: ask whoever runs the server to upgrade it to ${SAFE.join('.')} or later.`]
      : []),
    ...(facts.workspaces && access?.workspace === undefined ? ["The server has workspaces: only the default one's rows are shown."] : []),
    ...(access?.insecure ? ["The server's certificate is not checked: others may listen or answer in its place."] : []),
  ];
}
