import { type FilterComparison, type FilterExpression } from './filterExpression';
import { matchesLike } from './likePattern';
import { promptCondition } from './promptTag';
import { type Searched } from './searched';
import { type SearchOperator } from './searchKind';

/** Whether a filter lets a thing through. A missing value fulfils no comparison, so that NOT of it holds. */
export function matches(expression: FilterExpression, thing: Searched): boolean {
  switch (expression.kind) {
    case 'and':
      return expression.parts.every(part => matches(part, thing));
    case 'or':
      return expression.parts.some(part => matches(part, thing));
    case 'not':
      return !matches(expression.part, thing);
    case 'comparison':
      return holds(expression, thing);
  }
}

function holds(comparison: FilterComparison, thing: Searched): boolean {
  const aboutPrompts = thing.hidesPrompts ? promptCondition(comparison) : null;
  if (aboutPrompts !== null) return aboutPrompts;
  const values = thing.values(comparison.field);
  if (comparison.operator === 'IS NULL') return values.length === 0;
  return values.some(value => fulfils(value, comparison));
}

function fulfils(value: string | number, { operator, value: wanted }: FilterComparison): boolean {
  if (operator === 'IS NOT NULL' || wanted === null) return true;
  if (typeof wanted === 'object') return wanted.includes(String(value)) === (operator === 'IN');
  if (operator === 'LIKE' || operator === 'ILIKE') return matchesLike(String(value), String(wanted), operator === 'ILIKE');
  return COMPARE[operator]?.(value, wanted) ?? false;
}

/** NaN differs from every number and compares with none, as it does in JavaScript. */
const COMPARE: Partial<Record<SearchOperator, (value: string | number, wanted: string | number) => boolean>> = {
  '=': (value, wanted) => value === wanted,
  '!=': (value, wanted) => value !== wanted,
  '>': (value, wanted) => value > wanted,
  '>=': (value, wanted) => value >= wanted,
  '<': (value, wanted) => value < wanted,
  '<=': (value, wanted) => value <= wanted,
};
