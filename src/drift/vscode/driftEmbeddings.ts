import { l10n, ThemeIcon } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { embeddingDistances, type EmbeddingSetting } from '../../domain/embeddingDrift';
import { numberedColumns } from '../../domain/numberedColumns';
import { type Choice, pick, pickSeveral } from '../../workbench/pick';
import { type DriftInspection, type DriftRequest } from '../contract';

export type Embeddings = NonNullable<DriftRequest['embeddings']>;

/** Columns to choose from. */
export type EmbeddingPlaces = Pick<DriftInspection, 'columns' | 'lists'>;

/** How an embedding is compared; null: not as a whole. */
type How = Omit<EmbeddingSetting, 'columns'> | null;

/** Embeddings that the columns look like: many with one name and a number, or lists of numbers. */
export function likelyEmbeddings({ columns, lists = [] }: EmbeddingPlaces): Embeddings {
  const numbered = numberedColumns(columns).map(({ name, columns }) => [name, { columns }] as const);
  return Object.fromEntries([...numbered, ...lists.map(name => [name, { columns: [name] }] as const)]);
}

/** Shows what is compared as a whole or could be, lets each be changed, and gives the embeddings back when done or dismissed. */
export async function askEmbeddings(title: string, places: EmbeddingPlaces, before: Embeddings): Promise<Embeddings> {
  let chosen = before;
  for (;;) {
    const offered = { ...likelyEmbeddings(places), ...chosen };
    const step = await pick<Step>(
      { title, placeholder: l10n.t('Which columns are compared as vectors, in place of each by itself?') },
      embeddingChoices(offered, chosen, places.columns),
    );
    if (step === undefined || step === 'back') return chosen;
    chosen = step === 'other' ? await askOther(title, places, chosen) : await changed(title, step, chosen);
  }
}

/** Of remembered embeddings, those whose columns are still there. */
export function knownEmbeddings(embeddings: Embeddings, there: readonly string[]): Embeddings {
  const isThere = (name: string): boolean =>
    there.includes(name) || (name.endsWith('*') && there.some(each => each.startsWith(name.slice(0, -1))));
  return Object.fromEntries(Object.entries(embeddings).filter(([, { columns }]) => columns.every(isThere)));
}

/** The embeddings in a few words; null if there are none. */
export function embeddingsInWords(embeddings: Embeddings): string | null {
  const names = Object.entries(embeddings).map(([name, setting]) => `${plainLabel(name)}: ${howInWords(setting)}`);
  return names.length === 0 ? null : names.join(', ');
}

/** An embedding to be, by its name. */
interface Place {
  readonly name: string;
  readonly columns: readonly string[];
}

type Step = Place | 'back' | 'other';

function embeddingChoices(offered: Embeddings, chosen: Embeddings, there: readonly string[]): readonly Choice<Step>[] {
  const rows = Object.entries(offered).map(([name, { columns }]): Choice<Step> => {
    const setting = Object.hasOwn(chosen, name) ? chosen[name] : undefined;
    return {
      label: plainLabel(name),
      description: setting === undefined ? l10n.t('each column by itself') : howInWords(setting),
      detail: columnsInWords(columns, there),
      value: { name, columns },
    };
  });
  return [
    { label: l10n.t('Back'), iconPath: new ThemeIcon('arrow-left'), value: 'back' },
    ...rows,
    { label: l10n.t('Other columns…'), detail: l10n.t('Several columns of numbers, or one of lists'), value: 'other' },
  ];
}

/** "9 columns: emb_*". */
function columnsInWords(columns: readonly string[], there: readonly string[]): string {
  const [first = ''] = columns;
  const isPattern = columns.length === 1 && first.endsWith('*') && !there.includes(first);
  const count = isPattern ? there.filter(name => name.startsWith(first.slice(0, -1))).length : columns.length;
  if (count === 1) return plainLabel(first);
  return l10n.t('{0} columns: {1}', count, isPattern ? plainLabel(first) : `${plainLabel(first)} … ${plainLabel(columns.at(-1) ?? '')}`);
}

/** Asks for the columns of one more; it is called by the first of them. */
async function askOther(title: string, { columns }: EmbeddingPlaces, before: Embeddings): Promise<Embeddings> {
  const choices = columns.map(column => ({ label: plainLabel(column), value: column }));
  const picked = await pickSeveral({ title, placeholder: l10n.t('The columns of one vector, or the one that holds lists') }, choices);
  const [name] = picked ?? [];
  return picked === undefined || name === undefined ? before : await changed(title, { name, columns: picked }, before);
}

async function changed(title: string, { name, columns }: Place, before: Embeddings): Promise<Embeddings> {
  const how = await askHow(title, name);
  if (how === undefined) return before;
  const others = Object.fromEntries(Object.entries(before).filter(([other]) => other !== name));
  return how === null ? others : { ...others, [name]: { columns, ...how } };
}

async function askHow(title: string, name: string): Promise<How | undefined> {
  const distances = embeddingDistances.map((distance): Choice<How> => ({
    label: `distance (${distance})`,
    detail: l10n.t('How far the mean vectors lie apart'),
    value: { method: 'distance', distance },
  }));
  const choices: readonly Choice<How>[] = [
    {
      label: 'model',
      description: l10n.t('usual'),
      detail: l10n.t('How well a classifier tells the two sides apart'),
      value: {},
    },
    ...distances,
    { label: 'ratio', detail: l10n.t('The share of the numbers whose distributions moved'), value: { method: 'ratio' } },
    {
      label: 'mmd',
      detail: l10n.t('The distance of the distributions; takes long with many rows'),
      value: { method: 'mmd' },
    },
    {
      label: l10n.t('Each column by itself'),
      detail: l10n.t('It is no vector'),
      iconPath: new ThemeIcon('circle-slash'),
      value: null,
    },
  ];
  return await pick<How>({ title, placeholder: l10n.t('How are the vectors of {0} compared?', plainLabel(name)) }, choices);
}

function howInWords({ method = 'model', distance }: EmbeddingSetting): string {
  return distance === undefined ? method : `${method} (${distance})`;
}
