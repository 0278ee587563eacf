import { shownText } from '../../domain/shownText';
import { kolmogorovTwoSample } from '../../numeric/kolmogorovTwoSample';
import { type ColumnRules, settingOf, wrongThreshold } from '../columnRules';
import { type ColumnType, type StrictVerdict, type TestInput } from '../contract';
import { type SamplePair } from '../samplePair';
import { type Verdict } from '../verdict';
import { contingencyTest } from './contingencyTest';
import { direction } from './direction';
import { sharesEffect } from './sharesEffect';
import { tooFew } from './tooFew';

/** Of adjusted p-values, where none is set. */
const SIGNIFICANCE = 0.05;
/** The K–S gap of two normal samples whose means are 0.2 standard deviations apart: Cohen's (1988) small effect. */
const SMALL_GAP = 0.08;
/** Numbers with at most this many distinct values are compared value by value: so many ties would hide drift from K–S. */
const FEW_NUMBERS = 5;
const LISTED = 5;

/**
 * What the profile `strict` makes of a column's values: a two-sample p-value, not adjusted yet, and the size of the effect.
 * Whether it drifted is decided once all columns' p-values are known, by `strictVerdicts`.
 */
export function strictVerdict(pair: SamplePair, significance: number): Verdict | { readonly reason: string } {
  const few = tooFew(pair.reference.count, pair.current.count, significance);
  if (few !== null) return { reason: few };
  const numbers = pair.numbers();
  if (pair.type === 'numeric' && numbers !== null && pair.distances().distinct > FEW_NUMBERS) {
    const { kolmogorov } = pair.distances();
    const effect = { name: 'K–S gap', value: kolmogorov, threshold: SMALL_GAP };
    const p = kolmogorovTwoSample(kolmogorov, pair.reference.count, pair.current.count);
    const strict = { adjustedP: p, effect, direction: direction(pair, significance) };
    return verdict('ks', significance, strict, [{ name: 'largest gap D', value: kolmogorov }]);
  }
  return categories(pair, significance);
}

/** From which adjusted p-value on a column may have drifted: what is set, else 0.05. A sentence where that is no p-value. */
export function strictSignificance({ thresholds }: ColumnRules, name: string, type: ColumnType): number | string {
  const significance = settingOf(thresholds, name, type) ?? SIGNIFICANCE;
  return wrongThreshold('ks', significance) === null
    ? significance
    : `The threshold ${significance} is no p-value, which the profile strict needs: it must be above 0 and below 1.`;
}

function categories(pair: SamplePair, significance: number): Verdict | { readonly reason: string } {
  const refused = pair.scored('chisquare') ?? pair.uncounted('chisquare');
  if (refused !== null && 'reason' in refused) return refused;
  const { reference, current } = pair.counts();
  const { p, path, categories: compared, exact } = contingencyTest(reference, current, significance);
  if (Number.isNaN(p)) return { reason: 'Every value is too rare on both sides for their shares to be compared.' };
  const effect = sharesEffect('total variation', reference, current);
  const inputs = [
    { name: 'path', value: path },
    { name: 'compared values', value: compared },
  ];
  const found = verdict(
    exact && compared === 2 ? 'fisher_exact' : 'chisquare',
    significance,
    { adjustedP: p, effect, direction: null },
    inputs,
  );
  return pair.type === 'categorical' ? { ...found, note: changedCategories(pair) } : found;
}

function verdict(
  method: 'ks' | 'chisquare' | 'fisher_exact',
  threshold: number,
  strict: StrictVerdict,
  inputs: readonly TestInput[],
): Verdict {
  return { method, score: strict.adjustedP, threshold, drifted: null, severity: null, inputs, strict, note: null };
}

/** New and vanished categories by name; null if there are none. */
function changedCategories(pair: SamplePair): string | null {
  const { keys, reference, current } = pair.counts();
  const added = keys.filter((_, k) => reference[k] === 0);
  const vanished = keys.filter((_, k) => current[k] === 0);
  const sentences = [
    ...(added.length === 0 ? [] : [`New in the current data: ${listed(added)}.`]),
    ...(vanished.length === 0 ? [] : [`No longer there: ${listed(vanished)}.`]),
  ];
  return sentences.length === 0 ? null : sentences.join(' ');
}

function listed(keys: readonly (number | string)[]): string {
  const names = keys.map(String).sort().slice(0, LISTED).map(shownText);
  return keys.length > LISTED ? `${names.join(', ')} and ${keys.length - LISTED} more` : names.join(', ');
}
