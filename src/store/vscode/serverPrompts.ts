import { l10n, ThemeIcon } from 'vscode';
import { type Failure, failureSentence } from '../../base/result';
import { askText, type Choice, pick } from '../../workbench/pick';
import { type FoundSignIn } from './foundStores';
import { type AuthKind, hostOf, type SavedConnection, serverAddress } from '../../domain/savedConnection';

/** How one signs in, as it was entered: the secret beside what may be kept in the list. */
export interface SignIn {
  readonly auth: AuthKind;
  readonly username: string | null;
  readonly secret: string | null;
}

/** Asks for a server's address. @returns as a whole address, perhaps with credentials in it; undefined when dismissed. */
export async function askAddress(now: string): Promise<string | undefined> {
  const typed = await askText({
    title: l10n.t('The address of an MLflow server'),
    placeHolder: 'https://mlflow.example.com',
    value: now,
    validateInput: text =>
      text.trim() === '' || serverAddress(text) !== null
        ? null
        : l10n.t('An address is like https://mlflow.example.com or localhost:5000.'),
  });
  return typed === undefined ? undefined : (serverAddress(typed) ?? undefined);
}

/** Asks how to sign in, then for what that needs. @param said what is known of the server, in words. */
export async function askSignIn(
  uri: string,
  said: { readonly sentence: string; readonly isNeeded: boolean },
  found: FoundSignIn,
): Promise<SignIn | undefined> {
  const ways: readonly Choice<AuthKind>[] = [
    { label: l10n.t('No sign-in'), iconPath: new ThemeIcon('unlock'), value: 'none' },
    { label: l10n.t('User name and password'), iconPath: new ThemeIcon('account'), value: 'basic' },
    {
      label: l10n.t('Token'),
      detail: l10n.t('A bearer token, as MLFLOW_TRACKING_TOKEN holds one'),
      iconPath: new ThemeIcon('key'),
      value: 'bearer',
    },
  ];
  const offered = said.isNeeded ? ways.filter(({ value }) => value !== 'none') : ways;
  const title = l10n.t('Sign in to {0}', hostOf(uri));
  const auth = await pick(
    { title, placeholder: said.sentence },
    found.password === undefined && found.token !== undefined ? [...offered].reverse() : offered,
  );
  if (auth === undefined) return undefined;
  if (auth === 'none') return { auth, username: null, secret: null };
  return auth === 'basic' ? await askPassword(title, found) : await askToken(title, found);
}

/** Why what was entered does not let one in: for the line above the next try. */
export function refusalSentence({ auth }: SignIn, refusal: Failure): string {
  if (refusal.reason !== 'unauthorized') return failureSentence(refusal);
  return auth === 'basic'
    ? l10n.t('The server does not accept this user name and password.')
    : l10n.t('The server does not accept this token.');
}

async function askPassword(title: string, found: FoundSignIn): Promise<SignIn | undefined> {
  const username = await ask({ title, prompt: l10n.t('User name'), value: found.username ?? '' });
  if (username === undefined) return undefined;
  const secret = await ask({ title, prompt: l10n.t('Password of {0}', username), value: found.password ?? '', password: true });
  return secret === undefined ? undefined : { auth: 'basic', username, secret };
}

async function askToken(title: string, found: FoundSignIn): Promise<SignIn | undefined> {
  const secret = await ask({ title, prompt: l10n.t('Token'), value: found.token ?? '', password: true });
  return secret === undefined ? undefined : { auth: 'bearer', username: null, secret };
}

/** Asks what the connection is called; names are told apart by a number where need be. */
export async function askName(suggestion: string, others: readonly SavedConnection[]): Promise<string | undefined> {
  const taken = new Set(others.map(({ name }) => name));
  const isTaken = (name: string): boolean => taken.has(name.trim());
  let free = suggestion;
  for (let number = 2; isTaken(free); number++) free = `${suggestion} ${number}`;
  const name = await askText({
    title: l10n.t('What is the connection called?'),
    value: free,
    validateInput: text =>
      text.trim() === '' ? l10n.t('It needs a name.') : isTaken(text) ? l10n.t('Another connection has this name.') : null,
  });
  return name?.trim();
}

/** Secrets come from a password manager: the box stays while another window has the focus. */
async function ask(question: { title: string; prompt: string; value: string; password?: boolean }): Promise<string | undefined> {
  const needed = (text: string): string | null => (text === '' ? l10n.t('It may not be empty.') : null);
  return await askText({ ...question, validateInput: needed });
}
