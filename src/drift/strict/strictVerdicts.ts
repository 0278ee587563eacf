import { benjaminiHochberg } from '../../numeric/benjaminiHochberg';
import { type DriftColumn } from '../contract';
import { strength } from './strength';

/** A p-value of a column: of its values, or of its missing ones. */
interface Hypothesis {
  readonly place: number;
  readonly of: 'values' | 'missing';
  readonly p: number;
}

/**
 * The verdicts of the profile `strict`, once every column has its p-values: adjusted within each role, as the features are
 * one question and the prediction another. A column drifted if its values or its missing rate did: adjusted p-value up to
 * the threshold, and an effect of at least its own.
 */
export function strictVerdicts(columns: readonly DriftColumn[]): DriftColumn[] {
  const decided = [...columns];
  for (const role of new Set(columns.map(column => column.role))) {
    const family = columns.flatMap((column, place) => (column.role === role ? hypotheses(column, place) : []));
    const adjusted = benjaminiHochberg(family.map(({ p }) => p));
    family.forEach(({ place, of }, k) => {
      const column = decided[place];
      if (column !== undefined) decided[place] = withAdjusted(column, of, adjusted[k] ?? 1);
    });
  }
  return decided.map(decide);
}

function hypotheses({ strict }: DriftColumn, place: number): Hypothesis[] {
  if (strict === undefined) return [];
  const values: Hypothesis = { place, of: 'values', p: strict.adjustedP };
  return strict.missing === undefined ? [values] : [values, { place, of: 'missing', p: strict.missing.adjustedP }];
}

function withAdjusted(column: DriftColumn, of: Hypothesis['of'], adjustedP: number): DriftColumn {
  const { strict } = column;
  if (strict === undefined) return column;
  if (of === 'values') return { ...column, strict: { ...strict, adjustedP } };
  return strict.missing === undefined ? column : { ...column, strict: { ...strict, missing: { ...strict.missing, adjustedP } } };
}

function decide(column: DriftColumn): DriftColumn {
  const { strict, threshold } = column;
  if (strict === undefined || threshold === null) return column;
  const values = strength(strict, threshold);
  const missing = strict.missing === undefined ? 0 : strength(strict.missing, threshold);
  const worst = Math.max(values, missing);
  return {
    ...column,
    drifted: worst >= 1,
    severity: worst === Infinity ? 'Infinity' : worst,
    reason: reasonOf(column, { values, missing }),
  };
}

/** What decided, where it is not the values' own score, before what is said of the column anyway. */
function reasonOf({ reason, missingChange }: DriftColumn, { values, missing }: { values: number; missing: number }): string | null {
  if (missing < 1) return reason;
  const change = `The share of missing values changed from ${percent(missingChange.from)} to ${percent(missingChange.to)}`;
  const sentence = values >= 1 ? `${change}, too.` : `${change}, which is the drift; the values have none.`;
  return reason === null ? sentence : `${sentence} ${reason}`;
}

/** Missing values decide only where both sides have rows, and so a share. */
function percent(share: number | null): string {
  return share === null ? '–' : `${Number((100 * share).toPrecision(3))} %`;
}
