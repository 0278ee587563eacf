/** A store that the user keeps in the list of connections. It never holds a secret. */
export interface SavedConnection {
  /** What secrets and folders remember it by; the name where the list was written by hand. */
  readonly id: string;
  readonly name: string;
  /** Without credentials. */
  readonly uri: string;
  readonly auth: AuthKind;
  readonly username?: string;
  /** MLflow's workspace, of a server that has several. */
  readonly workspace?: string;
  /** PEM files. */
  readonly certificateAuthority?: string;
  readonly clientCertificate?: string;
}

export type AuthKind = 'none' | 'basic' | 'bearer';

/** Credentials that stood in an address, and the address without them. */
interface TakenOut {
  readonly uri: string;
  readonly username: string | null;
  readonly password: string | null;
}

/** Reads the setting's list. What is no connection is passed over; of two with the same id the first counts. */
export function parseConnections(value: unknown): readonly SavedConnection[] {
  if (!Array.isArray(value)) return [];
  const byId = new Map<string, SavedConnection>();
  for (const entry of value as readonly unknown[]) {
    const parsed = parseConnection(entry);
    if (parsed !== null && !byId.has(parsed.id)) byId.set(parsed.id, parsed);
  }
  return [...byId.values()];
}

/** Scheme, host and port: what a secret belongs to. Null for what is not a server. */
export function originOf(uri: string): string | null {
  return isServer(uri) && URL.canParse(uri) ? new URL(uri).origin : null;
}

/** "host:port" as messages name a server; the text itself for anything else. */
export function hostOf(uri: string): string {
  const origin = originOf(uri);
  return origin === null ? uri : new URL(origin).host;
}

export function isServer(uri: string): boolean {
  return /^https?:\/\//i.test(uri);
}

/** Parts `https://ana:secret@host/path`. Text that is no address stays as it is. */
export function takeOutCredentials(address: string): TakenOut {
  if (originOf(address) === null) return { uri: address, username: null, password: null };
  const url = new URL(address);
  const taken = { username: decoded(url.username), password: decoded(url.password) };
  url.username = '';
  url.password = '';
  return { uri: withoutEnd(url), ...taken };
}

/**
 * What a person types as the address of a server: the scheme may be missing (http for this machine, https for others),
 * and what is behind the path is dropped. Null if it can be no address.
 */
export function serverAddress(text: string): string | null {
  const trimmed = text.trim();
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(trimmed)?.[0].toLowerCase();
  if (trimmed === '' || /\s/.test(trimmed) || (scheme !== undefined && scheme !== 'http://' && scheme !== 'https://')) return null;
  const isHere = /^([^@/]*@)?(localhost|127\.\d+\.\d+\.\d+|\[::1\])([:/]|$)/i.test(trimmed);
  const address = scheme === undefined ? `${isHere ? 'http' : 'https'}://${trimmed}` : trimmed;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  url.search = '';
  url.hash = '';
  return withoutEnd(url);
}

function parseConnection(entry: unknown): SavedConnection | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const text = (key: string): string | undefined => {
    const value = (entry as Readonly<Record<string, unknown>>)[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const written = text('uri');
  if (written === undefined) return null;
  // A password in the list would be a secret in the settings: it is not taken up.
  const { uri, username } = takeOutCredentials(written);
  const auth = text('auth');
  const name = text('name') ?? hostOf(uri);
  const optional = { username: text('username') ?? username ?? undefined, workspace: text('workspace') };
  const files = { certificateAuthority: text('certificateAuthority'), clientCertificate: text('clientCertificate') };
  const present = Object.entries({ ...optional, ...files }).filter(([, value]) => value !== undefined && value !== '');
  return { id: text('id') ?? name, name, uri, auth: auth === 'basic' || auth === 'bearer' ? auth : 'none', ...Object.fromEntries(present) };
}

function withoutEnd(url: URL): string {
  return url.href.replace(/\/+$/, '');
}

/** Null for nothing; text that is not percent-encoded as it should be stays as it is. */
function decoded(text: string): string | null {
  if (text === '') return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
