import { maskSecrets } from '../maskSecrets';
import { type HttpCredentials } from '../httpClient';

const MASK = '***';
/** A shorter one would blank out ordinary words, and is none. */
const SHORTEST = 4;

/** Takes secrets out of text: those of this client wherever they stand and in each way they are sent, others by their look. */
export function maskFor(credentials: HttpCredentials | undefined, others: readonly (string | undefined)[]): (text: string) => string {
  const secrets = [...formsOf(credentials), ...others.flatMap(headerForms)]
    .filter(secret => secret.length >= SHORTEST)
    .sort((a, b) => b.length - a.length);
  return text => maskSecrets(secrets.reduce((masked, secret) => masked.replaceAll(secret, MASK), text));
}

/** The value of the Authorization header. */
export function authorization(credentials: HttpCredentials): string {
  return credentials.kind === 'bearer' ? `Bearer ${credentials.token}` : `Basic ${base64(credentials)}`;
}

function formsOf(credentials: HttpCredentials | undefined): readonly string[] {
  if (credentials === undefined) return [];
  const secret = credentials.kind === 'bearer' ? credentials.token : credentials.password;
  const sent = credentials.kind === 'bearer' ? [] : [base64(credentials)];
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...sent];
}

/** What must not be shown of an Authorization header: what follows its scheme, and of `Basic …` also the password in it. */
export function headerForms(header: string | undefined): readonly string[] {
  if (header === undefined) return [];
  const encoded = header.replace(/^[\w-]+ +/, '');
  const password = Buffer.from(encoded, 'base64').toString().split(':').slice(1).join(':');
  return [encoded, password, encodeURIComponent(password)];
}

function base64(credentials: { readonly username: string; readonly password: string }): string {
  return Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
}
