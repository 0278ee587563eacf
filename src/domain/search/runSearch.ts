import { COMPARISONS, EQUALITY, LISTS, PRESENCE, by, type SearchAttribute, type SearchKind } from './searchKind';

const text = (name: string): SearchAttribute => ({ name, type: 'text', operators: EQUALITY, order: true });

/** MLflow's grammar for runs (`search_runs`). */
export const RUN_SEARCH: SearchKind = {
  things: 'runs',
  attributes: [
    { name: 'run_id', type: 'text', operators: [...EQUALITY, ...LISTS], order: true },
    { ...text('run_name'), aliases: ['run name', 'Run name', 'Run Name'], order: ['run_name'] },
    text('status'),
    text('user_id'),
    text('artifact_uri'),
    { name: 'start_time', aliases: ['created', 'Created'], type: 'number', operators: COMPARISONS, order: true },
    { name: 'end_time', type: 'number', operators: COMPARISONS, order: true },
  ],
  attributePrefixes: ['attributes', 'attribute', 'attr', 'run'],
  keys: {
    metric: { prefixes: ['metrics', 'metric'], type: 'number', operators: COMPARISONS, order: true },
    param: { prefixes: ['params', 'param', 'parameters', 'parameter'], type: 'text', operators: [...EQUALITY, ...PRESENCE], order: true },
    tag: { prefixes: ['tags', 'tag'], type: 'text', operators: [...EQUALITY, ...PRESENCE], order: true },
    dataset: {
      prefixes: ['dataset', 'datasets'],
      type: 'text',
      operators: [...EQUALITY, ...LISTS],
      order: false,
      names: ['name', 'digest', 'context'],
    },
  },
  quotedAttributes: true,
  doubleQuotes: true,
  anyCase: true,
  history: true,
  plainOrder: false,
  orderOnce: true,
  missing: 'last',
  defaultOrder: [by('start_time', true), by('run_id')],
  ties: [by('start_time', true), by('run_id')],
  filterExample: "metrics.accuracy > 0.9 AND params.model = 'tree'",
  orderExample: 'metrics.accuracy DESC',
};
