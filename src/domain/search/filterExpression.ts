import { type SearchField, type SearchOperator } from './searchKind';

/** A filter as it was understood. */
export type FilterExpression = FilterComparison | FilterJunction | FilterNegation;

export interface FilterComparison {
  readonly kind: 'comparison';
  readonly field: SearchField;
  readonly operator: SearchOperator;
  /** Texts for `IN` and `NOT IN`, null for `IS [NOT] NULL`, a number for numeric fields. */
  readonly value: FilterValue;
}

interface FilterJunction {
  readonly kind: 'and' | 'or';
  readonly parts: readonly FilterExpression[];
}

interface FilterNegation {
  readonly kind: 'not';
  readonly part: FilterExpression;
}

export type FilterValue = string | number | readonly string[] | null;
