import { l10n, ThemeIcon } from 'vscode';
import { plainLabel } from '../base/oneLine';
import { type Choice, pick, pickMany } from './pick';

/** A question about columns: which one has a role, or which ones are left out. */
export interface RoleQuestion {
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  readonly several: boolean;
  readonly columns: readonly string[];
}

/** The columns chosen for each role, by its key. A role without a column is absent. */
export type Roles = Readonly<Record<string, readonly string[]>>;

interface Setup {
  readonly title: string;
  /** The row that goes ahead, first in the list: one Enter takes everything as it is shown. */
  readonly go: string;
  readonly questions: readonly RoleQuestion[];
  readonly roles: Roles;
  /** More rows, e.g. how many rows of data; each asks and answers with the words to show. */
  readonly extra?: readonly { readonly label: string; readonly value: () => string; readonly ask: () => Promise<void> }[];
}

type Step =
  | { readonly kind: 'go' }
  | { readonly kind: 'role'; readonly question: RoleQuestion }
  | { readonly kind: 'extra'; readonly ask: () => Promise<void> };

/** Shows every role with its column, lets each be changed, and goes ahead on the first row. Undefined: dismissed. */
export async function askRoles(setup: Setup): Promise<Roles | undefined> {
  let roles = known(setup.roles, setup.questions);
  for (;;) {
    const step = await pick(
      { title: setup.title, placeholder: l10n.t('Enter goes ahead with what is shown; choose a row to change it') },
      stepChoices(setup, roles),
    );
    if (step === undefined) return undefined;
    if (step.kind === 'go') return roles;
    if (step.kind === 'extra') await step.ask();
    else roles = await askRole(setup.title, step.question, roles);
  }
}

function stepChoices(setup: Setup, roles: Roles): readonly Choice<Step>[] {
  const go: Choice<Step> = { label: setup.go, iconPath: new ThemeIcon('play'), value: { kind: 'go' } };
  const questions = setup.questions.map((question): Choice<Step> => ({
    label: question.label,
    description: roles[question.key]?.map(column => plainLabel(column)).join(', ') ?? l10n.t('none'),
    detail: question.detail,
    value: { kind: 'role', question },
  }));
  const extra = (setup.extra ?? []).map(({ label, value, ask }): Choice<Step> => ({
    label,
    description: value(),
    value: { kind: 'extra', ask },
  }));
  return [go, ...extra, ...questions];
}

async function askRole(title: string, question: RoleQuestion, roles: Roles): Promise<Roles> {
  const now = roles[question.key] ?? [];
  const columns = question.columns.map((column): Choice<string> => ({
    label: plainLabel(column),
    picked: now.includes(column),
    value: column,
  }));
  const asked = { title, placeholder: question.detail };
  if (question.several) {
    const chosen = await pickMany(asked, columns);
    return chosen === undefined ? roles : withRole(roles, question.key, chosen);
  }
  const none: Choice<string | null> = { label: l10n.t('None'), iconPath: new ThemeIcon('circle-slash'), value: null };
  const chosen = await pick<string | null>(asked, [...columns, none]);
  return chosen === undefined ? roles : withRole(roles, question.key, chosen === null ? [] : [chosen]);
}

/** A column has one role: it leaves the one that it had. */
function withRole(roles: Roles, key: string, columns: readonly string[]): Roles {
  const others = Object.entries(roles).map(
    ([other, chosen]) => [other, other === key ? [] : chosen.filter(column => !columns.includes(column))] as const,
  );
  return Object.fromEntries([...others, [key, columns] as const].filter(([, chosen]) => chosen.length > 0));
}

/** Of remembered roles, those whose columns are still there. */
function known(roles: Roles, questions: readonly RoleQuestion[]): Roles {
  const kept = questions.map(({ key, columns }) => [key, (roles[key] ?? []).filter(column => columns.includes(column))] as const);
  return Object.fromEntries(kept.filter(([, columns]) => columns.length > 0));
}
