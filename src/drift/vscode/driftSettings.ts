import { l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type DriftMethod, driftMethods } from '../../domain/driftMethod';
import { askText, type Choice, pick } from '../../workbench/pick';
import { type MethodSettings } from '../contract';

/** What a setting is of: all columns, those of a type, or one. */
type Target = 'all' | 'numeric' | 'categorical' | 'text' | { readonly column: string };

const METHODS = Object.keys(driftMethods) as readonly DriftMethod[];

/** Asks for which columns and by which method; undefined when dismissed. @param askColumn asks for the one column. */
export async function askMethod(
  title: string,
  askColumn: () => Promise<string | undefined>,
  now: MethodSettings<DriftMethod>,
): Promise<MethodSettings<DriftMethod> | undefined> {
  const target = await askTarget(title, ['numeric', 'categorical', 'text'], askColumn);
  if (target === undefined) return undefined;
  const type = typeof target === 'string' && target !== 'all' ? target : null;
  const methods = METHODS.filter(method => type === null || driftMethods[method].types.includes(type));
  const choices: readonly Choice<DriftMethod | null>[] = [
    { label: l10n.t('As the profile has it'), value: null },
    ...methods.map(method => ({ label: method, description: methodInWords(method), value: method })),
  ];
  const method = await pick<DriftMethod | null>(
    { title, placeholder: l10n.t('By which method is {0} compared?', inWords(target)) },
    choices,
  );
  return method === undefined ? undefined : withSetting(now, target, method);
}

/** Asks for which columns and from which score on they have drifted; undefined when dismissed. */
export async function askThreshold(
  title: string,
  askColumn: () => Promise<string | undefined>,
  now: MethodSettings<number>,
): Promise<MethodSettings<number> | undefined> {
  const target = await askTarget(title, ['all', 'numeric', 'categorical', 'text'], askColumn);
  if (target === undefined) return undefined;
  const text = await askText({
    title,
    prompt: l10n.t(
      'The threshold of {0}: a p-value up to it, or a distance from it on, is drift. Empty: the method’s own.',
      inWords(target),
    ),
    validateInput: typed => (typed.trim() === '' || isThreshold(Number(typed)) ? undefined : l10n.t('Type a number above 0.')),
  });
  if (text === undefined) return undefined;
  return withSetting(now, target, text.trim() === '' ? null : Number(text));
}

async function askTarget(
  title: string,
  groups: readonly Exclude<Target, object>[],
  askColumn: () => Promise<string | undefined>,
): Promise<Target | undefined> {
  const choices: readonly Choice<Target | null>[] = [
    ...groups.map(group => ({ label: inWords(group), value: group })),
    { label: l10n.t('One column…'), value: null },
  ];
  const target = await pick<Target | null>({ title, placeholder: l10n.t('Of which columns?') }, choices);
  if (target !== null) return target;
  const column = await askColumn();
  return column === undefined ? undefined : { column };
}

/** The settings with one replaced, or taken out by null. */
function withSetting<Value>(now: MethodSettings<Value>, target: Target, value: Value | null): MethodSettings<Value> {
  const { columns = {}, ...groups } = now;
  if (typeof target === 'string') return { ...replaced(groups, target, value), ...(now.columns === undefined ? {} : { columns }) };
  const own = replaced(columns, target.column, value);
  return Object.keys(own).length === 0 ? groups : { ...groups, columns: own };
}

function replaced<Value>(values: Readonly<Record<string, Value>>, name: string, value: Value | null): Record<string, Value> {
  const others = Object.entries(values).filter(([other]) => other !== name);
  return Object.fromEntries(value === null ? others : [...others, [name, value]]);
}

function inWords(target: Target): string {
  if (typeof target !== 'string') return plainLabel(target.column);
  return {
    all: l10n.t('All columns'),
    numeric: l10n.t('Numeric columns'),
    categorical: l10n.t('Categorical columns'),
    text: l10n.t('Text columns'),
  }[target];
}

function methodInWords(method: DriftMethod): string {
  const { score, drift, threshold } = driftMethods[method];
  return score === 'p-value' ? l10n.t('p-value {0} {1}', drift, threshold) : l10n.t('score {0} {1}', drift, threshold);
}

function isThreshold(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}
