import { COMPARISONS, EQUALITY, LISTS, by, type SearchAttribute, type SearchKind } from './searchKind';

const text = (name: string): SearchAttribute => ({ name, type: 'text', operators: [...EQUALITY, ...LISTS], order: true });
const texts = { type: 'text', operators: [...EQUALITY, ...LISTS], order: false } as const;

/** MLflow's grammar for logged models (`search_logged_models`). Its `status` is left out: MLflow compares its number with the text. */
export const LOGGED_MODEL_SEARCH: SearchKind = {
  things: 'logged models',
  attributes: [
    text('name'),
    text('model_id'),
    text('model_type'),
    text('source_run_id'),
    { name: 'creation_timestamp', aliases: ['creation_time'], type: 'number', operators: COMPARISONS, order: true },
    { name: 'last_updated_timestamp', type: 'number', operators: COMPARISONS, order: true },
  ],
  attributePrefixes: ['attributes'],
  keys: {
    metric: { prefixes: ['metrics'], type: 'number', operators: COMPARISONS, order: true },
    param: { prefixes: ['params'], ...texts },
    tag: { prefixes: ['tags'], ...texts },
  },
  quotedAttributes: false,
  doubleQuotes: false,
  anyCase: true,
  history: false,
  plainOrder: true,
  orderOnce: false,
  missing: 'last',
  defaultOrder: [by('creation_timestamp', true), by('model_id')],
  ties: [by('creation_timestamp', true), by('model_id')],
  filterExample: "name = 'model' AND metrics.accuracy > 0.9",
  orderExample: 'metrics.accuracy DESC',
};
