import { benjaminiHochberg } from '../../numeric/benjaminiHochberg';
import { type ColumnQuality } from '../../domain/columnQuality';
import { type DriftColumn } from '../contract';
import { strength } from './strength';

/** What is no value to compare. */
type Absent = 'missing' | 'infinite';

/** A p-value of a column: of its values, or of its missing or infinite ones. */
interface Hypothesis {
  readonly place: number;
  readonly of: 'values' | Absent;
  readonly p: number;
}

const ABSENT: readonly Absent[] = ['missing', 'infinite'];

/**
 * The verdicts of the profile `strict`, once every column has its p-values: adjusted within each role, as the features are
 * one question and the prediction another. A column drifted if its values, its missing or its infinite share did: adjusted p-value up to
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
  const absent = ABSENT.flatMap(of => (strict[of] === undefined ? [] : [{ place, of, p: strict[of].adjustedP }]));
  return [{ place, of: 'values', p: strict.adjustedP }, ...absent];
}

function withAdjusted(column: DriftColumn, of: Hypothesis['of'], adjustedP: number): DriftColumn {
  const { strict } = column;
  if (strict === undefined) return column;
  if (of === 'values') return { ...column, strict: { ...strict, adjustedP } };
  return strict[of] === undefined ? column : { ...column, strict: { ...strict, [of]: { ...strict[of], adjustedP } } };
}

function decide(column: DriftColumn): DriftColumn {
  const { strict, threshold } = column;
  if (strict === undefined || threshold === null) return column;
  const values = strength(strict, threshold);
  const absent = ABSENT.map(of => (strict[of] === undefined ? 0 : strength(strict[of], threshold)));
  const worst = Math.max(values, ...absent);
  return {
    ...column,
    drifted: worst >= 1,
    severity: worst === Infinity ? 'Infinity' : worst,
    reason: reasonOf(
      column,
      values >= 1,
      ABSENT.filter((_, k) => (absent[k] ?? 0) >= 1),
    ),
  };
}

/** What decided, where it is not the values' own score, before what is said of the column anyway. */
function reasonOf(column: DriftColumn, valuesDrifted: boolean, absent: readonly Absent[]): string | null {
  const { reason } = column;
  if (absent.length === 0) return reason;
  const changes = absent.map((of, k) => {
    const [from, to] = sharesOf(column, of);
    return `${k === 0 ? 'The' : 'the'} share of ${of} values changed from ${percent(from)} to ${percent(to)}`;
  });
  const change = changes.join(' and ');
  const sentence = valuesDrifted ? `${change}, too.` : `${change}, which is the drift; the values have none.`;
  return reason === null ? sentence : `${sentence} ${reason}`;
}

function sharesOf({ missingChange, quality }: DriftColumn, of: Absent): readonly [number | null, number | null] {
  if (of === 'missing') return [missingChange.from, missingChange.to];
  const share = (side: ColumnQuality | null | undefined): number => (side === null || side === undefined ? 0 : side.infinite / side.rows);
  return [share(quality?.reference), share(quality?.current)];
}

/** Missing values decide only where both sides have rows, and so a share. */
function percent(share: number | null): string {
  return share === null ? '–' : `${Number((100 * share).toPrecision(3))} %`;
}
