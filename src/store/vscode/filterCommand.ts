import { l10n, ThemeIcon } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type ViewType } from '../../domain/experiment';
import { mlflowFilter } from '../../domain/search/mlflowFilter';
import { MODEL_SEARCH } from '../../domain/search/modelSearch';
import { parseFilter } from '../../domain/search/parseFilter';
import { RUN_SEARCH } from '../../domain/search/runSearch';
import { type SearchKind } from '../../domain/search/searchKind';
import { askText, type Choice, pick } from '../../workbench/pick';
import { type StoreInfo } from '../contract';
import { type ListFilter } from './listFilter';

/** What is asked of the rows of a view. */
interface FilterQuestions {
  readonly title: string;
  readonly kind: SearchKind;
  readonly example: string;
  readonly orders: readonly Order[];
  /** Whether deleted rows can be shown. */
  readonly hasDeleted: boolean;
}

interface Order {
  readonly label: string;
  /** An order_by clause; empty: MLflow's default order. */
  readonly orderBy: string;
}

type Step = 'filter' | 'order' | 'clear' | ViewType;

/** Asks which rows a view shows and in which order; each choice applies at once. */
export async function askFilter(filter: ListFilter, of: 'runs' | 'models', store: StoreInfo | null): Promise<void> {
  const questions = of === 'runs' ? runQuestions() : modelQuestions();
  const step = await pick({ title: questions.title, placeholder: l10n.t('What should change?') }, steps(filter, questions));
  if (step === undefined) return;
  if (step === 'filter') await askConditions(filter, questions, store);
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

async function askConditions(filter: ListFilter, { title, kind, example }: FilterQuestions, store: StoreInfo | null): Promise<void> {
  const text = await askText({
    title,
    value: filter.value.filter,
    placeHolder: example,
    prompt: l10n.t("In MLflow's words, e.g. {0}. Empty shows all.", example),
    validateInput: typed => problemOf(typed, kind, store),
  });
  if (text !== undefined) await filter.change({ filter: text.trim() });
}

/** Why a filter cannot be used, with the place; null if it can. */
function problemOf(text: string, kind: SearchKind, store: StoreInfo | null): string | null {
  const checked = store?.search === 'mlflow' ? mlflowFilter(text, [], kind) : parseFilter(text, kind);
  return checked.ok ? null : checked.failure.message;
}

function runQuestions(): FilterQuestions {
  return {
    title: l10n.t('Which runs does the tree show?'),
    kind: RUN_SEARCH,
    example: "metrics.auc > 0.8 and params.depth = '6'",
    orders: [
      { label: l10n.t('Newest first'), orderBy: '' },
      { label: l10n.t('Oldest first'), orderBy: 'attributes.start_time ASC' },
      { label: l10n.t('By name'), orderBy: 'attributes.run_name ASC' },
      { label: l10n.t('By status'), orderBy: 'attributes.status ASC' },
    ],
    hasDeleted: true,
  };
}

function modelQuestions(): FilterQuestions {
  return {
    title: l10n.t('Which models does the tree show?'),
    kind: MODEL_SEARCH,
    example: "name LIKE 'flight%' and tags.team = 'ops'",
    orders: [
      { label: l10n.t('By name'), orderBy: '' },
      { label: l10n.t('Last changed first'), orderBy: 'last_updated_timestamp DESC' },
    ],
    hasDeleted: false,
  };
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
