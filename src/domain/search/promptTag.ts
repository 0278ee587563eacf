import { type FilterComparison } from './filterExpression';

/** MLflow keeps prompts in the tables of registered models, marked by this tag with the value 'true', and hides them from lists. */
export const PROMPT_TAG = 'mlflow.prompt.is_prompt';

/**
 * What a condition on the mark of prompts says of a registered model or version, none of which has it: as in MLflow,
 * asking for prompts finds none of them and any other condition all. null: it is another condition.
 */
export function promptCondition(comparison: FilterComparison): boolean | null {
  if (comparison.field.entity !== 'tag' || comparison.field.key !== PROMPT_TAG) return null;
  const value = String(comparison.value).toLowerCase();
  return !((comparison.operator === '=' && value === 'true') || (comparison.operator === '!=' && value === 'false'));
}
