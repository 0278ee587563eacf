import { quantileSorted } from 'simple-statistics';
import { type DescribedSide, type TextDescriptor, type TextDescriptorName, textDescriptorNames } from '../../domain/textDescriptor';
import { benjaminiHochberg } from '../../numeric/benjaminiHochberg';
import { type ColumnRules } from '../columnRules';
import { type ColumnType, type DriftColumn } from '../contract';
import { evidentlyVerdict } from '../evidentlyVerdict';
import { NO_INFINITIES } from '../legacyInfinities';
import { distributionPicture } from '../lightReport';
import { rowNoise } from '../rowNoise';
import { type CategorySample, type NumberSample, type Sample, takeNumbers } from '../sample';
import { SamplePair } from '../samplePair';
import { strength } from '../strict/strength';
import { strictSignificance, strictVerdict } from '../strict/strictVerdict';
import { type VerdictOutcome } from '../verdict';
import { type DescribedTexts, describeTexts } from './describeTexts';

const NAMES = Object.keys(textDescriptorNames) as readonly TextDescriptorName[];
const NOT_SEEN = { status: 'not_computable', method: null, score: null, threshold: null, drifted: null, severity: null } as const;
/** Where more than this share of the texts have letters but no word, counting words says nothing of the side. */
const MOSTLY = 0.5;
const OTHER_SCRIPTS = 'Only the letters A to Z make words here, as in Evidently, and most texts of a side have none of them.';

/** Both sides of a column, what it is compared as, and by which rules. */
interface DescribedColumn {
  readonly type: ColumnType;
  readonly rules: ColumnRules;
  readonly reference: Sample;
  readonly current: Sample;
}

/**
 * "How did the texts change?" Each descriptor of both sides' texts, compared as a numeric column by the same rules: what is
 * set for all columns and for numeric ones counts, what is set for the column itself is of its texts. Under `strict` the
 * p-values are adjusted over the descriptors. Missing texts are left out. Nothing of
 * columns that are no text, or have none on a side.
 * O(characters of distinct texts + rows log rows), one descriptor's rows at a time.
 */
export function compareDescriptors({ type, rules, reference, current }: DescribedColumn): Pick<DriftColumn, 'descriptors'> {
  if (type !== 'text' || reference.storage !== 'codes' || current.storage !== 'codes') return {};
  if (reference.count === 0 || current.count === 0) return {};
  const { profile, methods, thresholds } = rules;
  const own: ColumnRules = { profile, methods: { ...methods, columns: {} }, thresholds: { ...thresholds, columns: {} } };
  const [before, after] = [describeTexts(reference.categories), describeTexts(current.categories)];
  const unread = isMostlyWordless(reference, before) || isMostlyWordless(current, after);
  const compared = NAMES.map(name => {
    const rows = [rowsOf(reference.codes, before[name]), rowsOf(current.codes, after[name])] as const;
    return compareOne(name, rows, own, name === 'word_count' && unread ? OTHER_SCRIPTS : null);
  });
  return { descriptors: profile === 'strict' ? decided(compared) : compared };
}

/** Whether most texts of a side have letters, but none that make words. */
function isMostlyWordless({ counts, categories, count }: CategorySample, { wordless }: DescribedTexts): boolean {
  let found = 0;
  categories.forEach((text, place) => {
    if (wordless[place] === 1) found += counts.get(text) ?? 0;
  });
  return found > MOSTLY * count;
}

/** The descriptor in every row that has it. */
function rowsOf(codes: Int32Array, values: Float64Array): Float64Array {
  const rows = new Float64Array(codes.length);
  let count = 0;
  for (const code of codes) {
    const value = code < 0 ? NaN : (values[code] as number);
    if (!Number.isNaN(value)) rows[count++] = value;
  }
  return rows.subarray(0, count);
}

/** @param note what the reader should know of the values, which under `strict` are then not judged */
function compareOne(
  name: TextDescriptorName,
  [before, after]: readonly [Float64Array, Float64Array],
  rules: ColumnRules,
  note: string | null,
): TextDescriptor {
  const kind = name === 'non_letter_character_percentage' ? 'double' : 'integer';
  const sample = (values: Float64Array): NumberSample => takeNumbers({ name, storage: 'numbers', kind, values, missing: 0 });
  const [reference, current] = [sample(before), sample(after)];
  const sides = { reference: describedSide(reference), current: describedSide(current) };
  const none = (reason: string): TextDescriptor => ({ name, ...NOT_SEEN, reason, noise: null, withinNoise: null, ...sides });
  if (reference.count === 0 || current.count === 0) return none('No text of one side has it.');
  if (note !== null && rules.profile === 'strict') return none(note);
  const pair = new SamplePair(reference, current, 'numeric');
  const outcome = judge(pair, name, rules);
  if ('reason' in outcome) return none(outcome.reason);
  const { method, score, threshold, drifted, severity, strict, defects } = outcome;
  const distribution = pair.distribution();
  return {
    name,
    status: 'ok',
    reason: note,
    ...{ method, score, threshold, drifted, severity },
    ...rowNoise(pair, outcome, rules.profile),
    ...sides,
    ...(strict === undefined ? {} : { strict: { adjustedP: strict.adjustedP, effect: strict.effect, direction: strict.direction } }),
    ...(defects === undefined ? {} : { defects }),
    ...(distribution === undefined ? {} : { picture: distributionPicture(distribution) }),
  };
}

function judge(pair: SamplePair, name: string, rules: ColumnRules): VerdictOutcome {
  if (rules.profile !== 'strict') return evidentlyVerdict(pair, { name, rules, infinities: NO_INFINITIES });
  const significance = strictSignificance(rules, name, 'numeric');
  return typeof significance === 'string' ? { reason: significance } : strictVerdict(pair, significance);
}

function describedSide({ count, sorted, mean, deviation }: NumberSample): DescribedSide {
  if (count === 0) return { count, mean: null, standardDeviation: null, median: null };
  return { count, mean, standardDeviation: deviation, median: quantileSorted(sorted, 0.5) };
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
