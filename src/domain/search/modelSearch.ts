import { EQUALITY, LISTS, by, type SearchKind } from './searchKind';

/** MLflow's grammar for registered models (`search_registered_models`). */
export const MODEL_SEARCH: SearchKind = {
  things: 'models',
  attributes: [
    { name: 'name', type: 'text', operators: [...EQUALITY, ...LISTS], order: true },
    { name: 'last_updated_timestamp', aliases: ['timestamp'], type: 'integer', operators: [], order: true },
  ],
  attributePrefixes: ['attribute'],
  keys: { tag: { prefixes: ['tags', 'tag'], type: 'text', operators: EQUALITY, order: false } },
  quotedAttributes: false,
  doubleQuotes: true,
  anyCase: true,
  history: false,
  plainOrder: true,
  orderOnce: true,
  missing: 'smallest',
  defaultOrder: [by('name')],
  ties: [by('name')],
  filterExample: "name LIKE 'flight%' AND tags.team = 'ops'",
  orderExample: 'last_updated_timestamp DESC',
};
