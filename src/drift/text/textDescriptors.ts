import { withoutAbsent } from '../../base/withoutAbsent';
import { type NumberSummary } from '../../domain/distribution';
import { type DescribedSide, type TextDescriptor, type TextDescriptorName } from '../../domain/textDescriptor';
import { benjaminiHochberg } from '../../numeric/benjaminiHochberg';
import { type DriftColumn, type DriftProfile } from '../contract';
import { QUANTILES } from '../distribution';
import { distributionPicture } from '../lightReport';
import { strength } from '../strict/strength';

const NOT_SEEN = { status: 'not_computable', method: null, score: null, threshold: null, drifted: null, severity: null } as const;
const MEDIAN = QUANTILES.indexOf(0.5);
const OTHER_SCRIPTS = 'Only the letters A to Z make words here, as in Evidently, and most texts of a side have none of them.';

/** Mean, deviation and median of one side's numbers. */
export type SideFigures = Omit<DescribedSide, 'count'>;

export const NO_FIGURES: SideFigures = { mean: null, standardDeviation: null, median: null };

/** What came of a descriptor as a numeric column. */
export interface ComparedDescriptor {
  readonly name: TextDescriptorName;
  readonly column: DriftColumn;
  /** Of the sides' numbers, asked for where the column has no chart; null where there are none. */
  readonly figures: { readonly reference: SideFigures; readonly current: SideFigures };
}

/**
 * What the columns of numbers say of the texts. Under `strict` the p-values are adjusted over the descriptors, and words are
 * not judged where most texts of a side have letters, but none that make words.
 */
export function textDescriptors(
  compared: readonly ComparedDescriptor[],
  { isWordless, profile }: { readonly isWordless: boolean; readonly profile: DriftProfile },
): readonly TextDescriptor[] {
  const descriptors = compared.map(each => {
    const note = each.name === 'word_count' && isWordless ? OTHER_SCRIPTS : null;
    return note !== null && profile === 'strict' ? notJudged(each, note) : descriptorOf(each, note);
  });
  return profile === 'strict' ? decided(descriptors) : descriptors;
}

function notJudged({ name, column, figures }: ComparedDescriptor, reason: string): TextDescriptor {
  return { name, ...NOT_SEEN, reason, noise: null, withinNoise: null, ...sidesOf(column, figures) };
}

function descriptorOf(compared: ComparedDescriptor, note: string | null): TextDescriptor {
  const { name, column, figures } = compared;
  if (column.reference.count === 0 || column.current.count === 0) return notJudged(compared, 'No text of one side has it.');
  if (column.status !== 'ok') return notJudged(compared, column.reason ?? 'It could not be computed.');
  const { method, score, threshold, drifted, severity, noise, withinNoise, strict, defects, distribution } = column;
  const { errorBound, windows, firstDrifted } = column;
  return {
    name,
    status: 'ok',
    reason: note === null || column.reason === null ? (note ?? column.reason) : `${note} ${column.reason}`,
    ...{ method, score, threshold, drifted, severity, noise, withinNoise },
    ...sidesOf(column, figures),
    ...withoutAbsent({
      strict: strict === undefined ? undefined : { adjustedP: strict.adjustedP, effect: strict.effect, direction: strict.direction },
      ...{ defects, errorBound, windows, firstDrifted },
      picture: distribution === undefined ? undefined : distributionPicture(distribution),
    }),
  };
}

function sidesOf({ reference, current, distribution }: DriftColumn, figures: ComparedDescriptor['figures']) {
  const summary = distribution?.kind === 'numeric' ? distribution.summary : null;
  return {
    reference: { count: reference.count, ...(figuresOfSummary(summary?.reference) ?? figures.reference) },
    current: { count: current.count, ...(figuresOfSummary(summary?.current) ?? figures.current) },
  };
}

function figuresOfSummary(summary: NumberSummary | null | undefined): SideFigures | null {
  if (summary === null || summary === undefined) return null;
  return { mean: summary.mean, standardDeviation: summary.standardDeviation, median: summary.quantiles[MEDIAN] ?? null };
}

/** The verdicts of `strict`, once all p-values are known. */
function decided(descriptors: readonly TextDescriptor[]): TextDescriptor[] {
  const adjusted = benjaminiHochberg(descriptors.flatMap(({ strict }) => (strict === undefined ? [] : [strict.adjustedP]))).values();
  return descriptors.map(descriptor => {
    const { strict: found, threshold } = descriptor;
    if (found === undefined || threshold === null) return descriptor;
    const strict = { ...found, adjustedP: adjusted.next().value ?? 1 };
    const reached = strength(strict, threshold);
    return { ...descriptor, strict, drifted: reached >= 1, severity: reached === Infinity ? 'Infinity' : reached };
  });
}
