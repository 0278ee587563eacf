import { l10n, ThemeIcon, window } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { askText, type Choice, pick } from '../../workbench/pick';
import { type ConnectionSources } from './addConnection';
import { hostOf, originOf, type SavedConnection, takeOutCredentials } from '../../domain/savedConnection';
import { askAddress, askName, askSignIn } from './serverPrompts';
import { probeSentence, probeServer } from './serverProbe';
import { unsignedAccess } from './storeAccess';

/** A connection while it is edited, and the secret that was entered for it meanwhile. */
interface Draft {
  readonly saved: SavedConnection;
  readonly secret: string | null;
}

type Change = (draft: Draft) => Promise<Draft | undefined>;
type Step = { readonly kind: 'save' } | { readonly kind: 'change'; readonly change: Change };

/** Shows what a connection is made of; each row changes one thing, the first keeps it all. */
export async function editConnection(before: SavedConnection, sources: ConnectionSources): Promise<void> {
  let draft: Draft = { saved: before, secret: null };
  for (;;) {
    const title = l10n.t('Edit {0}', plainLabel(before.name));
    const step = await pick({ title, placeholder: l10n.t('Choose what to change; the first row keeps it') }, rowsOf(draft, sources));
    if (step === undefined) return;
    if (step.kind === 'save') return await keep(before, draft, sources);
    draft = (await step.change(draft)) ?? draft;
  }
}

function rowsOf({ saved, secret }: Draft, sources: ConnectionSources): readonly Choice<Step>[] {
  const row = (label: string, value: string | undefined, change: Change): Choice<Step> => ({
    label,
    description: plainLabel(value ?? l10n.t('none')),
    value: { kind: 'change', change },
  });
  const save: Choice<Step> = { label: l10n.t('Save'), iconPath: new ThemeIcon('check'), value: { kind: 'save' } };
  const own = [save, row(l10n.t('Name'), saved.name, changeName(sources))];
  if (originOf(saved.uri) === null) return own;
  const signIn = saved.auth === 'none' ? l10n.t('none') : saved.auth === 'basic' ? (saved.username ?? '') : l10n.t('token');
  return [
    ...own,
    row(l10n.t('Address'), saved.uri, changeAddress),
    row(l10n.t('Sign-in'), secret === null ? signIn : l10n.t('{0}, entered anew', signIn), changeSignIn(sources)),
    row(l10n.t("MLflow's workspace"), saved.workspace, changeWorkspace),
    row(l10n.t('Certificate authority'), saved.certificateAuthority, changeFile('certificateAuthority')),
    row(l10n.t('Client certificate'), saved.clientCertificate, changeFile('clientCertificate')),
  ];
}

function changeName(sources: ConnectionSources): Change {
  return async draft => {
    const others = sources.connections.all().filter(({ id }) => id !== draft.saved.id);
    const name = await askName(draft.saved.name, others);
    return name === undefined ? undefined : { ...draft, saved: { ...draft.saved, name } };
  };
}

/** A secret that was entered for another origin goes no further. */
async function changeAddress(draft: Draft): Promise<Draft | undefined> {
  const address = await askAddress(draft.saved.uri);
  if (address === undefined) return undefined;
  const { uri, username, password } = takeOutCredentials(address);
  if (password !== null) return { saved: { ...draft.saved, uri, auth: 'basic', username: username ?? '' }, secret: password };
  const isSameOrigin = originOf(uri) === originOf(draft.saved.uri);
  return { saved: { ...draft.saved, uri }, secret: isSameOrigin ? draft.secret : null };
}

function changeSignIn({ engine }: ConnectionSources): Change {
  return async ({ saved }) => {
    const probed = await probeServer(engine, saved.uri, unsignedAccess(saved));
    const isNeeded = !probed.ok && probed.failure.reason === 'unauthorized';
    const signIn = await askSignIn(saved.uri, { sentence: probeSentence(probed), isNeeded }, { username: saved.username });
    if (signIn === undefined) return undefined;
    const { username: _, ...others } = saved;
    const known = signIn.username === null ? {} : { username: signIn.username };
    return { saved: { ...others, ...known, auth: signIn.auth }, secret: signIn.secret };
  };
}

async function changeWorkspace(draft: Draft): Promise<Draft | undefined> {
  const { workspace: now, ...others } = draft.saved;
  const workspace = await askText({
    title: l10n.t("MLflow's workspace"),
    prompt: l10n.t('Only for a server that has several. Empty: the default one.'),
    value: now ?? '',
  });
  if (workspace === undefined) return undefined;
  return { ...draft, saved: workspace.trim() === '' ? others : { ...others, workspace: workspace.trim() } };
}

function changeFile(key: 'certificateAuthority' | 'clientCertificate'): Change {
  return async draft => {
    const { [key]: now, ...others } = draft.saved;
    const browse = { label: l10n.t('Choose a PEM file…'), iconPath: new ThemeIcon('folder-opened'), value: true };
    const none = { label: l10n.t('None'), iconPath: new ThemeIcon('circle-slash'), value: false };
    const wants = await pick({ title: hostOf(draft.saved.uri), placeholder: now ?? '' }, [browse, none]);
    if (wants === undefined) return undefined;
    if (!wants) return { ...draft, saved: others };
    const files = await window.showOpenDialog({ openLabel: l10n.t('Use'), filters: { PEM: ['pem', 'crt', 'cer'], '*': ['*'] } });
    const file = files?.[0]?.fsPath;
    return file === undefined ? undefined : { ...draft, saved: { ...others, [key]: file } };
  };
}

/** The sign-in of an address that is left goes with it; the one of the same origin stays unless it was entered anew. */
async function keep(before: SavedConnection, { saved, secret }: Draft, sources: ConnectionSources): Promise<void> {
  const staysBound = originOf(before.uri) === originOf(saved.uri) && before.auth === saved.auth && before.username === saved.username;
  if (!staysBound || secret !== null) await sources.secrets.forget(before);
  if (secret !== null) await sources.secrets.keep(saved, secret);
  await sources.connections.keep(saved);
  if (sources.connection.target?.connection === saved.id) await sources.connection.use(saved);
}
