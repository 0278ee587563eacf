import { randomUUID } from 'node:crypto';
import { l10n, ThemeIcon } from 'vscode';
import { type Failure, failureSentence } from '../../base/result';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { pick } from '../../workbench/pick';
import { type ConnectionList } from './connectionList';
import { type FoundSignIn } from './foundStores';
import { hostOf, isServer, type SavedConnection, takeOutCredentials } from '../../domain/savedConnection';
import { askAddress, askName, askSignIn, refusalSentence, type SignIn } from './serverPrompts';
import { probeSentence, probeServer } from './serverProbe';
import { type ServerSecrets } from '../../platform/serverSecrets';
import { signedAccess } from './storeAccess';
import { type StoreConnection } from './storeConnection';

export interface ConnectionSources {
  readonly engine: Engine;
  readonly connection: StoreConnection;
  readonly connections: ConnectionList;
  readonly secrets: ServerSecrets;
  readonly notices: Notices;
}

/** An address to start from, and what stood beside it. */
interface Start {
  readonly uri?: string;
  readonly signIn?: FoundSignIn;
}

/** What is known of a server before one signs in. */
interface Said {
  readonly sentence: string;
  readonly isNeeded: boolean;
}

type Step = 'again' | 'address' | 'keep';

/** Adds a server to the list: its address, how to sign in, its name; then connects to it. */
export class AddConnection {
  constructor(private readonly sources: ConnectionSources) {}

  async run(start: Start = {}): Promise<void> {
    const address = start.uri ?? (await askAddress(''));
    if (address === undefined) return;
    const { uri, username, password } = takeOutCredentials(address);
    const found = { ...start.signIn, ...present({ username, password }) };
    const signIn = await this.signIn(uri, found);
    if (signIn === 'address') return await this.run({ signIn: found });
    if (signIn === undefined) return;
    const name = await askName(hostOf(uri), this.sources.connections.all());
    if (name === undefined) return;
    const { auth } = signIn;
    const saved: SavedConnection = {
      id: randomUUID(),
      name,
      uri,
      auth,
      ...(signIn.username === null ? {} : { username: signIn.username }),
    };
    if (signIn.secret !== null) await this.sources.secrets.keep(saved, signIn.secret);
    await this.sources.connections.keep(saved);
    await this.sources.connection.use(saved);
  }

  /** Asks until the server lets one in, or the user has it added as it is. */
  private async signIn(uri: string, found: FoundSignIn): Promise<SignIn | 'address' | undefined> {
    for (;;) {
      const probed = await probeServer(this.sources.engine, uri, {});
      if (probed.ok || probed.failure.reason === 'unauthorized')
        return await this.enter(uri, { sentence: probeSentence(probed), isNeeded: !probed.ok }, found);
      const step = await askStep(uri, probed.failure);
      if (step === 'keep') return await askSignIn(uri, { sentence: probeSentence(probed), isNeeded: false }, found);
      if (step !== 'again') return step;
    }
  }

  private async enter(uri: string, said: Said, found: FoundSignIn): Promise<SignIn | 'address' | undefined> {
    let given = givenSignIn(said, found);
    let now = said;
    for (let known = found; ; given = null) {
      const signIn = given ?? (await askSignIn(uri, now, known));
      if (signIn === undefined || signIn.secret === null) return signIn;
      const entered = { uri, auth: signIn.auth, ...present({ username: signIn.username }) };
      const tried = await probeServer(this.sources.engine, uri, signedAccess(entered, signIn.secret));
      if (tried.ok) return signIn;
      now = { ...said, sentence: refusalSentence(signIn, tried.failure) };
      known = present({ username: signIn.username });
      const step = await nextStep(uri, tried.failure);
      if (step !== 'again') return step === 'keep' ? signIn : step;
    }
  }
}

/** Signs in to the server that is connected, or should be: asks anew, tries it, keeps it and connects. */
export async function signInAgain(sources: ConnectionSources): Promise<void> {
  const { target } = sources.connection;
  if (target === null || !isServer(target.uri)) return await new AddConnection(sources).run();
  const { uri } = target;
  const known = target.connection === null ? sources.connections.findByUri(uri) : sources.connections.find(target.connection);
  // A server that only a setting names is added to the list: that is where sign-ins belong.
  if (known === undefined) return await new AddConnection(sources).run({ uri });
  let sentence = l10n.t('The server asks for a sign-in.');
  let username = known.username ?? null;
  for (;;) {
    const signIn = await askSignIn(uri, { sentence, isNeeded: true }, present({ username }));
    if (signIn === undefined || signIn.secret === null) return;
    const signed: SavedConnection = { ...known, auth: signIn.auth, ...present({ username: signIn.username }) };
    const tried = await probeServer(sources.engine, uri, signedAccess(signed, signIn.secret));
    if (tried.ok || tried.failure.reason !== 'unauthorized') {
      await sources.secrets.forget(known);
      await sources.secrets.keep(signed, signIn.secret);
      await sources.connections.keep(signed);
      await sources.connection.use(signed);
      return;
    }
    sentence = refusalSentence(signIn, tried.failure);
    username = signIn.username ?? username;
  }
}

async function askStep(uri: string, failure: Failure): Promise<Step | undefined> {
  return await pick<Step>({ title: hostOf(uri), placeholder: failureSentence(failure) }, [
    { label: l10n.t('Try again'), iconPath: new ThemeIcon('refresh'), value: 'again' },
    { label: l10n.t('Change the address…'), iconPath: new ThemeIcon('edit'), value: 'address' },
    {
      label: l10n.t('Add it all the same'),
      detail: l10n.t('It is tried again when you look at it'),
      iconPath: new ThemeIcon('add'),
      value: 'keep',
    },
  ]);
}

/** A wrong password is asked for again, whatever else is wrong is said first. */
async function nextStep(uri: string, failure: Failure): Promise<Step | undefined> {
  return failure.reason === 'unauthorized' ? 'again' : await askStep(uri, failure);
}

/** What stood in the address was meant to be used: it is only asked for if it does not do. */
function givenSignIn({ isNeeded }: Said, { username, password }: FoundSignIn): SignIn | null {
  return !isNeeded || username === undefined || password === undefined ? null : { auth: 'basic', username, secret: password };
}

function present<Key extends string>(values: Readonly<Record<Key, string | null>>): Partial<Record<Key, string>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Partial<Record<Key, string>>;
}
