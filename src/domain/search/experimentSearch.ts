import { COMPARISONS, EQUALITY, LISTS, PRESENCE, by, type SearchKind } from './searchKind';

/** MLflow's grammar for experiments (`search_experiments`). */
export const EXPERIMENT_SEARCH: SearchKind = {
  things: 'experiments',
  attributes: [
    { name: 'name', type: 'text', operators: EQUALITY, order: true },
    { name: 'experiment_id', type: 'id', operators: ['=', '!=', ...LISTS], order: true },
    { name: 'creation_time', type: 'integer', operators: COMPARISONS, order: true },
    { name: 'last_update_time', type: 'integer', operators: COMPARISONS, order: true },
  ],
  attributePrefixes: ['attribute'],
  keys: { tag: { prefixes: ['tags', 'tag'], type: 'text', operators: [...EQUALITY, ...PRESENCE], order: false } },
  quotedAttributes: true,
  doubleQuotes: true,
  anyCase: false,
  history: false,
  plainOrder: false,
  orderOnce: false,
  missing: 'smallest',
  defaultOrder: [by('creation_time', true), by('experiment_id')],
  ties: [by('experiment_id', true)],
  filterExample: "name LIKE 'flights%' AND tags.team = 'ops'",
  orderExample: 'last_update_time DESC',
};
