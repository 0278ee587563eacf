import { l10n, ThemeIcon } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type DriftMethod } from '../../domain/driftMethod';
import { type Choice, pick } from '../../workbench/pick';
import { type ColumnType, type DriftProfile, type DriftRequest, type MethodSettings, type WindowSetting } from '../contract';
import { askEmbeddings, type EmbeddingPlaces, embeddingsInWords } from './driftEmbeddings';
import { askRows, rowsInWords } from './driftRows';
import { askMethod, askThreshold } from './driftSettings';

/** Whose rules compare, and what replaces theirs: the optional part of a set-up. */
export type DriftRules = Pick<DriftRequest, 'profile' | 'types' | 'methods' | 'thresholds' | 'window' | 'where' | 'embeddings'>;

export const DEFAULT_RULES: DriftRules = { profile: 'evidently', types: {} };

/** One step changes the rules; undefined: it was dismissed. */
type Step = (rules: DriftRules) => Promise<DriftRules | undefined>;

/** Shows the rules, lets each be changed, and gives them back when done or dismissed. @param places columns that a setting can be of. */
export async function askRules(title: string, places: EmbeddingPlaces, before: DriftRules): Promise<DriftRules> {
  let rules = before;
  for (;;) {
    const step = await pick<Step | null>(
      { title, placeholder: l10n.t('Whose rules compare the columns, and what replaces them') },
      stepChoices(title, places, rules),
    );
    if (step === undefined || step === null) return rules;
    rules = (await step(rules)) ?? rules;
  }
}

/** The rules in a few words, for the row that leads to them. */
export function rulesInWords({ profile, types, methods, thresholds, window, where = {}, embeddings = {} }: DriftRules): string {
  const changed = [methods, thresholds].reduce((sum, settings) => sum + settingCount(settings), Object.keys(types).length);
  const parts = [
    profile,
    changed === 0 ? null : l10n.t('{0} changed', changed),
    window === undefined ? null : windowInWords(window),
    rowsInWords(where),
    embeddingsInWords(embeddings),
  ];
  return parts.filter(part => part !== null).join(', ');
}

function stepChoices(title: string, places: EmbeddingPlaces, rules: DriftRules): readonly Choice<Step | null>[] {
  const column = (): Promise<string | undefined> => askColumn(title, places.columns);
  const named: readonly Choice<Step>[] = [
    { label: l10n.t('Profile'), description: rules.profile, value: now => askProfile(title, now) },
    {
      label: l10n.t('Column types'),
      description: pairs(rules.types),
      detail: l10n.t('Corrects what was inferred'),
      value: now => askType(title, column, now),
    },
    {
      label: l10n.t('Methods'),
      description: settingsInWords(rules.methods),
      detail: l10n.t('For all columns of a type, or for one'),
      value: async now => withMethods(now, await askMethod(title, column, now.methods ?? {})),
    },
    {
      label: l10n.t('Thresholds'),
      description: settingsInWords(rules.thresholds),
      detail: l10n.t('From where on a column has drifted'),
      value: async now => withThresholds(now, await askThreshold(title, column, now.thresholds ?? {})),
    },
    {
      label: l10n.t('Windows'),
      description: rules.window === undefined ? l10n.t('none') : windowInWords(rules.window),
      detail: l10n.t('Cuts the current data by the column with the role Time, to see since when it drifts'),
      value: now => askWindow(title, now),
    },
    {
      label: l10n.t('Rows'),
      description: rowsInWords(rules.where ?? {}) ?? l10n.t('all rows'),
      detail: l10n.t('Leaves out rows of the reference or the current data'),
      value: async now => withRows(now, await askRows(title, now.where ?? {})),
    },
  ];
  const shown = [...named, embeddingsStep(title, places, rules)].filter(
    ({ label }) => rules.profile !== 'strict' || label !== l10n.t('Methods'),
  );
  return [{ label: l10n.t('Back'), iconPath: new ThemeIcon('arrow-left'), value: null }, ...shown];
}

/** The row that leads to what is compared as vectors. */
function embeddingsStep(title: string, places: EmbeddingPlaces, { embeddings = {} }: DriftRules): Choice<Step> {
  return {
    label: l10n.t('Embeddings'),
    description: embeddingsInWords(embeddings) ?? l10n.t('none'),
    detail: l10n.t('Vectors in several columns or in lists, compared as wholes'),
    value: async now => withEmbeddings(now, await askEmbeddings(title, places, now.embeddings ?? {})),
  };
}

/** The rules with these embeddings; without any, none are named. */
export function withEmbeddings({ embeddings: _, ...rules }: DriftRules, chosen: NonNullable<DriftRules['embeddings']>): DriftRules {
  return Object.keys(chosen).length === 0 ? rules : { ...rules, embeddings: chosen };
}

async function askProfile(title: string, rules: DriftRules): Promise<DriftRules | undefined> {
  const choices: readonly Choice<DriftProfile>[] = [
    { label: 'evidently', detail: l10n.t("Evidently 0.7's rules and type inference"), value: 'evidently' },
    {
      label: 'evidently-legacy',
      detail: l10n.t("Evidently's table of 0.6 and before: every number is numeric"),
      value: 'evidently-legacy',
    },
    {
      label: 'strict',
      detail: l10n.t('Drift where it is significant over all columns together and large enough to matter'),
      value: 'strict',
    },
  ];
  const profile = await pick({ title, placeholder: l10n.t('Whose rules?') }, choices);
  if (profile === undefined) return undefined;
  const { methods, ...others } = rules;
  // The profile strict chooses its tests itself.
  return profile === 'strict' || methods === undefined ? { ...others, profile } : { ...others, methods, profile };
}

async function askType(title: string, column: () => Promise<string | undefined>, rules: DriftRules): Promise<DriftRules | undefined> {
  const name = await column();
  if (name === undefined) return undefined;
  const choices: readonly Choice<ColumnType | null>[] = [
    { label: l10n.t('As inferred'), value: null },
    ...(['numeric', 'categorical', 'text', 'datetime'] as const).map(type => ({ label: type, value: type })),
  ];
  const type = await pick<ColumnType | null>({ title, placeholder: l10n.t('What does {0} hold?', plainLabel(name)) }, choices);
  if (type === undefined) return undefined;
  const others = Object.fromEntries(Object.entries(rules.types).filter(([other]) => other !== name));
  return { ...rules, types: type === null ? others : { ...others, [name]: type } };
}

async function askWindow(title: string, rules: DriftRules): Promise<DriftRules | undefined> {
  const windows: readonly WindowSetting[] = [
    ...(['hour', 'day', 'week', 'month', 'quarter', 'year'] as const).map(period => ({ period })),
    ...[4, 10, 20].map(count => ({ count })),
  ];
  const choices: readonly Choice<WindowSetting | null>[] = [
    { label: l10n.t('None'), value: null },
    ...windows.map(window => ({ label: windowInWords(window), value: window })),
  ];
  const window = await pick<WindowSetting | null>(
    { title, placeholder: l10n.t('How long is a window? Calendar periods are in UTC') },
    choices,
  );
  if (window === undefined) return undefined;
  const others = { ...rules };
  delete (others as { window?: WindowSetting }).window;
  return window === null ? others : { ...others, window };
}

async function askColumn(title: string, columns: readonly string[]): Promise<string | undefined> {
  return await pick(
    { title, placeholder: l10n.t('Which column?') },
    columns.map(column => ({ label: plainLabel(column), value: column })),
  );
}

function withMethods(rules: DriftRules, methods: MethodSettings<DriftMethod> | undefined): DriftRules {
  return methods === undefined ? rules : { ...rules, methods };
}

function withThresholds(rules: DriftRules, thresholds: MethodSettings<number> | undefined): DriftRules {
  return thresholds === undefined ? rules : { ...rules, thresholds };
}

function withRows({ where: _, ...rules }: DriftRules, rows: DriftRules['where']): DriftRules | undefined {
  if (rows === undefined) return undefined;
  return rowsInWords(rows) === null ? rules : { ...rules, where: rows };
}

function windowInWords(window: WindowSetting): string {
  return 'count' in window ? l10n.t('{0} windows of equal length', window.count) : l10n.t('a window each {0}', window.period);
}

function settingCount({ columns = {}, ...others }: MethodSettings<unknown> = {}): number {
  return Object.keys(columns).length + Object.keys(others).length;
}

function settingsInWords({ columns = {}, ...others }: MethodSettings<string | number> = {}): string {
  return pairs({ ...others, ...columns });
}

function pairs(values: Readonly<Record<string, string | number>>): string {
  const shown = Object.entries(values).map(([name, value]) => `${plainLabel(name)}: ${value}`);
  return shown.length === 0 ? l10n.t('as the profile has them') : shown.join(', ');
}
