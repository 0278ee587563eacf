import { l10n, ThemeIcon, window } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type ViewType } from '../../domain/experiment';
import { type Choice, pick } from '../../workbench/pick';
import { type ListFilter } from './listFilter';

/** What is asked of the rows of a view. */
interface FilterQuestions {
  readonly title: string;
  readonly filterExample: string;
  readonly orders: readonly Order[];
  /** Whether deleted rows can be shown. */
  readonly hasDeleted: boolean;
  /** Why a filter cannot be used; null if it can. */
  readonly problem: (filter: string) => string | null;
}

interface Order {
  readonly label: string;
  /** An order_by clause; empty: MLflow's default order. */
  readonly orderBy: string;
}

type Step = 'filter' | 'order' | 'clear' | ViewType;

/** Asks which rows a view shows and in which order; each choice applies at once. */
export async function askFilter(filter: ListFilter, questions: FilterQuestions): Promise<void> {
  const step = await pick({ title: questions.title, placeholder: l10n.t('What should change?') }, steps(filter, questions));
  if (step === undefined) return;
  if (step === 'filter') await askText(filter, questions);
  else if (step === 'order') await askOrder(filter, questions);
  else if (step === 'clear') await filter.clear();
  else await filter.change({ view: step });
}

function steps(filter: ListFilter, { hasDeleted }: FilterQuestions): readonly Choice<Step>[] {
  const { filter: text, orderBy, view } = filter.value;
  const shown = (value: ViewType, label: string, icon: string): Choice<Step> => ({
    label,
    description: view === value ? l10n.t('now') : '',
    iconPath: new ThemeIcon(icon),
    value,
  });
  const views = [
    shown('active', l10n.t('Show active rows'), 'eye'),
    shown('deleted', l10n.t('Show deleted rows'), 'trash'),
    shown('all', l10n.t('Show both'), 'list-flat'),
  ];
  return [
    { label: l10n.t('Filter…'), description: plainLabel(text, 80), iconPath: new ThemeIcon('filter'), value: 'filter' },
    { label: l10n.t('Sort…'), description: plainLabel(orderBy, 80), iconPath: new ThemeIcon('sort-precedence'), value: 'order' },
    ...(hasDeleted ? views : []),
    ...(filter.isOn ? [{ label: l10n.t('Show everything'), iconPath: new ThemeIcon('clear-all'), value: 'clear' as const }] : []),
  ];
}

async function askText(filter: ListFilter, { title, filterExample, problem }: FilterQuestions): Promise<void> {
  const text = await window.showInputBox({
    title,
    value: filter.value.filter,
    placeHolder: filterExample,
    prompt: l10n.t("In MLflow's words, e.g. {0}. Empty shows all.", filterExample),
    validateInput: typed => (typed.trim() === '' ? null : problem(typed)),
  });
  if (text !== undefined) await filter.change({ filter: text.trim() });
}

async function askOrder(filter: ListFilter, { title, orders }: FilterQuestions): Promise<void> {
  const now = filter.value.orderBy;
  const choices = orders.map(({ label, orderBy }): Choice<string> => ({
    label,
    description: orderBy === now ? l10n.t('now') : '',
    value: orderBy,
  }));
  const chosen = await pick({ title, placeholder: l10n.t('In which order?') }, choices);
  if (chosen !== undefined) await filter.change({ orderBy: chosen });
}
