import { type ColumnPlan } from './tableSource';

/** As `epochTimes` reads text, so that both paths take the same for times. */
const ISO = String.raw`\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)? ?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?`;
const SPACES = String.raw`E' \t\n\r'`;

/** A column's values as whole epoch milliseconds, an SQL expression of type DOUBLE: null where one is missing or no time. */
export function timeExpression(plan: ColumnPlan, perMillisecond: number): string {
  if (plan.storage === 'codes') return textTime(`trim(${plan.expression}, ${SPACES})`);
  const value = `(${plan.expression})`;
  const milliseconds = plan.kind === 'datetime' ? value : `${value} / ${perMillisecond}::DOUBLE`;
  return `CASE WHEN isfinite(${value}) THEN floor(${milliseconds}) END`;
}

/** The places of a date and of a clock are fixed; only what follows the minutes is searched. */
function textTime(text: string): string {
  const whole = (part: string): string => `coalesce(TRY_CAST(${part} AS INTEGER), 0)`;
  const digits = (from: number): string => whole(`substr(${text}, ${from}, 2)`);
  const second = `CASE WHEN substr(${text}, 17, 1) = ':' THEN ${digits(18)} ELSE 0 END`;
  const fraction = `coalesce(TRY_CAST('0.' || regexp_extract(substr(${text}, 20), '^[.,](\\d+)', 1) AS DOUBLE), 0)`;
  const zone = `regexp_extract(substr(${text}, 17), '[+-]\\d{2}(:?\\d{2})?$')`;
  const offset = `(${whole(`substr(${zone}, 2, 2)`)} * 60 + ${whole(`replace(substr(${zone}, 4), ':', '')`)})`;
  const signed = `CASE WHEN substr(${zone}, 1, 1) = '-' THEN -${offset} ELSE ${offset} END`;
  const day = `epoch_ms(TRY_CAST(substr(${text}, 1, 10) AS DATE)::TIMESTAMP)`;
  const clock = `(${digits(12)} * 60 + ${digits(15)} - (${signed})) * 60000 + (${second}) * 1000 + floor(${fraction} * 1000)`;
  const exists = `${digits(12)} < 24 AND ${digits(15)} < 60 AND (${second}) < 60`;
  return `CASE WHEN regexp_full_match(${text}, '${ISO}') AND ${exists} THEN (${day} + ${clock})::DOUBLE END`;
}
