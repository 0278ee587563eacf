import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareTexts } from '../../../../src/drift/text/textDomain';
import { wordsOf } from '../../../../src/drift/text/words';
import { compare, series, texts } from '../columns';

interface Case {
  readonly reference: readonly string[];
  readonly current: readonly string[];
  readonly auc: number;
  readonly cutoff: number;
  readonly current_words: readonly string[];
  readonly reference_words: readonly string[];
}

const golden = JSON.parse(readFileSync(new URL('../../../golden/drift/text_golden.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Case[];
};

describe("Evidently's domain classifier", () => {
  it.each(golden.cases)('has the same AUC and tells the sides by the same words (case %#)', each => {
    const found = compareTexts(each.reference, each.current);
    if ('reason' in found) throw new Error(found.reason);
    // Its steps are the same but for the last bit of a logarithm, which the training may carry on.
    expect(Math.abs(found.auc - each.auc)).toBeLessThan(0.01);
    expect(found.words.current).toEqual(expect.arrayContaining(each.current_words.slice(0, 3)));
    expect(found.words.reference).toEqual(expect.arrayContaining(each.reference_words.slice(0, 3)));
  });

  it.each(golden.cases)('gives the same verdict against guessing (case %#)', each => {
    const column = compare(texts(each.reference), texts(each.current), { type: 'text' });
    expect(column).toMatchObject({ status: 'ok', method: 'perc_text_content_drift', threshold: 0.95, drifted: each.auc > each.cutoff });
    expect(Math.abs((column.cutoff ?? 0) - each.cutoff)).toBeLessThan(0.01);
    expect(column.text?.examples.current.length).toBeGreaterThan(0);
  });

  it('is compared with a fixed mark where the reference is large', () => {
    const words = ['late', 'storm', 'crew', 'fuel', 'gate', 'fog', 'snow', 'strike'];
    const notes = (offset: number): string[] =>
      series(1200, k => `${words[(k + offset) % 8] ?? ''} ${words[(3 * k + offset) % 8] ?? ''} n${k}`);
    expect(compare(texts(notes(0)), texts(notes(1)))).toMatchObject({ type: 'text', method: 'abs_text_content_drift', threshold: 0.55 });
  });

  it('says why it cannot tell', () => {
    expect(compareTexts(['to be or'], ['not to be'])).toEqual({ reason: 'There are too few texts to learn from and to judge by.' });
    const same = series(20, () => 'storm');
    expect(compareTexts(same, same)).toEqual({
      reason: 'The texts have no words to tell them apart by, beside stop words and common ones.',
    });
  });
});

it('words are of any script, in lower case, at least two characters long and no stop words', () => {
  expect(wordsOf("The naïve CAFÉ of 日本 don't a x_1 42 İzmir")).toEqual(['naïve', 'café', '日本', 'don', 'x_1', '42', 'zmir']);
});
