import { BlockList, isIP } from 'node:net';
import { failure, success, type Result } from '../../base/result';
import { type ProxyChoice } from '../httpClient';

/** The proxy to ask. `authorization` goes to it alone. */
export interface Proxy {
  /** Without credentials. */
  readonly url: string;
  readonly host: string;
  readonly authorization: string | undefined;
}

/** The proxy through which an origin is reached; undefined when it is reached directly. */
export function proxyFor(origin: string, choice: ProxyChoice, environment: NodeJS.ProcessEnv = process.env): Result<Proxy | undefined> {
  const url = new URL(origin);
  const chosen = settings(url, choice, environment);
  if (chosen.address === '' || isThisMachine(url.hostname) || isDirect(url, chosen.direct)) return success(undefined);
  const proxy = readProxy(chosen.address);
  if (!proxy.ok || chosen.authorization === '') return proxy;
  if (!HEADER_VALUE.test(chosen.authorization)) return notSendable();
  return success({ ...proxy.value, authorization: chosen.authorization });
}

interface Settings {
  readonly address: string;
  readonly direct: string;
  /** Given apart from the address, it is that proxy's alone. */
  readonly authorization: string;
}

const HEADER_VALUE = /^[\x20-\x7e]+$/;

function settings(url: URL, choice: ProxyChoice, environment: NodeJS.ProcessEnv): Settings {
  if (choice === 'direct') return { address: '', direct: '', authorization: '' };
  if (choice !== 'environment') return { address: choice.url, direct: choice.noProxy ?? '', authorization: choice.authorization ?? '' };
  const read = (name: string): string => environment[name] ?? environment[name.toUpperCase()] ?? '';
  const direct = read('no_proxy');
  const set = environment['MODELOPS_PROXY'] ?? '';
  if (set !== '') return { address: set, direct, authorization: environment['MODELOPS_PROXY_AUTHORIZATION'] ?? '' };
  const own = read(url.protocol === 'https:' ? 'https_proxy' : 'http_proxy');
  return { address: own === '' ? read('all_proxy') : own, direct, authorization: '' };
}

/** The text itself is a secret: the message does not show it. */
function notSendable(): Result<never> {
  return failure('invalid', 'What the proxy is to be told of who you are cannot be sent.', {
    nextStep: "Write the setting http.proxyAuthorization in one line of plain characters, like 'Basic …'.",
  });
}

function readProxy(address: string): Result<Proxy> {
  const url = URL.parse(address.includes('://') ? address : `http://${address}`);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') {
    return failure('invalid', 'The address of the proxy is not one of an HTTP proxy.', {
      nextStep: 'Write it like http://proxy.example.com:3128 in the setting http.proxy or in HTTPS_PROXY.',
    });
  }
  try {
    const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    const authorization = user === ':' ? undefined : `Basic ${Buffer.from(user).toString('base64')}`;
    return success({ url: url.origin, host: url.host, authorization });
  } catch {
    return failure('invalid', "The user name or password in the proxy's address cannot be read.", { nextStep: 'Write % as %25.' });
  }
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || includes(LOOPBACK, bare(hostname));
}

/** Entries, parted by commas or spaces, are `*`, a host and its subdomains, an address, or a network as in 10.0.0.0/8; each may end in a port. */
function isDirect(url: URL, direct: string): boolean {
  const entries = direct
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(entry => entry !== '');
  return entries.some(entry => entry === '*' || matches(url, entry));
}

function matches(url: URL, entry: string): boolean {
  const host = bare(url.hostname);
  const network = /^(.+)\/(\d{1,3})$/.exec(entry);
  if (network !== null) return inNetwork(host, bare(network[1] ?? ''), Number(network[2]));
  const { name, port } = parted(entry);
  if (port !== undefined && port !== portOf(url)) return false;
  if (isIP(name) !== 0 || isIP(host) !== 0) return name === host;
  return host === name || host.endsWith(`.${name}`);
}

/** `*.example.com` and `.example.com` mean what `example.com` does. */
function parted(entry: string): { name: string; port: string | undefined } {
  if (isIP(entry) === 6) return { name: entry, port: undefined };
  const found = /^(.*?)(?::(\d+))?$/.exec(entry);
  return { name: bare(found?.[1] ?? entry).replace(/^\*?\./, ''), port: found?.[2] };
}

function inNetwork(host: string, network: string, bits: number): boolean {
  const family = isIP(network);
  if (family === 0 || family !== isIP(host) || bits > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, bits, family === 4 ? 'ipv4' : 'ipv6');
  return includes(list, host);
}

function includes(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** An IPv6 address without its brackets. */
function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function portOf(url: URL): string {
  if (url.port !== '') return url.port;
  return url.protocol === 'https:' ? '443' : '80';
}
