import { type DriftMethod } from '../domain/driftMethod';
import { normalQuantile } from '../numeric/normalQuantile';
import { type DriftTest, type TestOutcome } from './driftTest';
import { type Sample } from './sample';
import { type SamplePair } from './samplePair';
import { compareTexts, type TextDomain } from './text/textDomain';

/**
 * "Can the sides be told apart by their words, better than by a fixed mark?" Evidently's `abs_text_content_drift`: the ROC
 * AUC of its domain classifier. Missing texts are left out; equal texts count as often as they are there.
 */
export const absoluteTextContentTest = textTest('abs_text_content_drift', () => ({}));

/**
 * "… better than by guessing?" Evidently's `perc_text_content_drift`: the same AUC against a percentile of guesses' AUCs.
 * Evidently draws a thousand guesses; here it is the normal limit of the rank-sum statistic, which those estimate.
 */
export const percentileTextContentTest = textTest('perc_text_content_drift', ({ judged }) => ({
  cutoff: share => 0.5 + normalQuantile(share) * guessDeviation(judged.reference, judged.current),
}));

/** The standard deviation of the AUC of random scores. */
function guessDeviation(reference: number, current: number): number {
  return Math.sqrt((reference + current + 1) / (12 * reference * current));
}

type Scored = Exclude<TestOutcome, { readonly reason: string }>;

function textTest(method: DriftMethod, more: (domain: TextDomain) => Pick<Scored, 'cutoff'>): DriftTest {
  return {
    method,
    score: (pair: SamplePair): TestOutcome => {
      const [reference, current] = [textsOf(pair.reference), textsOf(pair.current)];
      if (reference === null || current === null) return { reason: 'A text test needs text on both sides.' };
      const domain = compareTexts(reference, current);
      if ('reason' in domain) return domain;
      const { auc, judged, words, examples } = domain;
      const inputs = [
        { name: 'texts learned from', value: reference.length + current.length - judged.reference - judged.current },
        { name: 'texts judged', value: judged.reference + judged.current },
      ];
      return { score: auc, inputs, text: { words, examples }, ...more(domain) };
    },
  };
}

function textsOf(sample: Sample): readonly string[] | null {
  if (sample.storage !== 'codes') return null;
  const { codes, categories } = sample;
  const texts: string[] = [];
  for (const code of codes) if (code >= 0) texts.push(categories[code] as string);
  return texts;
}
