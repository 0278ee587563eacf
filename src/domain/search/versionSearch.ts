import { COMPARISONS, EQUALITY, LISTS, PRESENCE, by, type SearchKind } from './searchKind';

/** MLflow's grammar for model versions (`search_model_versions`), and beyond it stage, alias and times. */
export const VERSION_SEARCH: SearchKind = {
  things: 'versions',
  attributes: [
    { name: 'name', type: 'text', operators: [...EQUALITY, ...LISTS], order: true },
    { name: 'version_number', type: 'version', operators: COMPARISONS, order: true },
    { name: 'run_id', type: 'text', operators: [...EQUALITY, ...LISTS], order: false },
    { name: 'source_path', type: 'text', operators: EQUALITY, order: false },
    { name: 'creation_timestamp', type: 'integer', operators: COMPARISONS, order: true, beyondMlflow: true },
    { name: 'last_updated_timestamp', type: 'integer', operators: COMPARISONS, order: true, beyondMlflow: true },
    { name: 'stage', type: 'stage', operators: [...EQUALITY, ...LISTS], order: false, beyondMlflow: true },
    { name: 'alias', type: 'text', operators: [...EQUALITY, ...LISTS, ...PRESENCE], order: false, beyondMlflow: true },
  ],
  attributePrefixes: ['attribute'],
  keys: { tag: { prefixes: ['tags', 'tag'], type: 'text', operators: EQUALITY, order: false } },
  quotedAttributes: false,
  doubleQuotes: true,
  anyCase: true,
  history: false,
  plainOrder: false,
  orderOnce: true,
  missing: 'smallest',
  defaultOrder: [by('last_updated_timestamp', true), by('name'), by('version_number', true)],
  ties: [by('name'), by('version_number', true)],
  filterExample: "name = 'flights' AND tags.team = 'ops'",
  orderExample: 'version_number DESC',
};
