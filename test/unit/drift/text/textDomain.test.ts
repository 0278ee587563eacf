import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareTexts } from '../../../../src/drift/text/textDomain';
import { eachWord } from '../../../../src/drift/text/words';
import { englishStopWords } from '../../../../src/drift/text/englishStopWords';
import { Tfidf } from '../../../../src/drift/text/tfidf';
import { randomNumbers } from '../../../support/randomNumbers';
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
    expect(Math.abs(found.auc - each.auc)).toBeLessThan(1e-4);
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

function wordsOf(text: string): string[] {
  const words: string[] = [];
  eachWord(text, word => words.push(word));
  return words;
}

/** Made texts of letters, digits and marks of several scripts, halves of pairs among them. */
function strangeTexts(count: number): string[] {
  const random = randomNumbers(5);
  const pieces = [
    'a',
    'B',
    'İ',
    'é',
    'e\u0301',
    '日',
    '\u{20000}',
    '\u{1d7d8}',
    '\ud83d',
    '\ude00',
    '_',
    '7',
    '٣',
    '-',
    ' ',
    '\n',
    'the',
    'ﬃ',
  ];
  const piece = (): string => pieces[Math.floor(random() * pieces.length)] ?? '';
  return series(count, () => series(Math.floor(random() * 30), piece).join(''));
}

describe('the words of a text', () => {
  it('are of any script, in lower case and at least two characters long', () => {
    const words = wordsOf("The naïve CAFÉ of 日本 don't a x_1 42 İzmir");
    expect(words).toEqual(['the', 'naïve', 'café', 'of', '日本', 'don', 'x_1', '42', 'zmir']);
  });

  it('are those that the pattern of the definition finds', () => {
    for (const text of strangeTexts(3000)) expect(wordsOf(text)).toEqual(text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? []);
  });
});

it('weights of words are those of the definition, to the bit; stop words, common and unknown ones have none', () => {
  const random = randomNumbers(9);
  const word = (): string => ['the', 'Of', 'snow', 'fog', ...series(40, k => `w${k}`)][Math.floor(random() ** 2 * 44)] ?? '';
  const texts = series(200, k => `${k % 5 < 3 ? 'Storm ' : ''}${series(1 + Math.floor(random() * 12), word).join(' ')}`);
  const words = texts.map(text => wordsOf(text).filter(each => !englishStopWords.has(each)));
  const textsWith = (each: string): number => words.filter(those => those.includes(each)).length;
  const kept = [...new Set(words.flat())].filter(each => textsWith(each) <= 100).sort();
  const weigh = (own: readonly string[], each: string): number =>
    (1 + Math.log(own.filter(other => other === each).length)) * (Math.log(201 / (1 + textsWith(each))) + 1);
  const weights = new Tfidf(texts);
  expect(weights.words).toEqual(kept);
  expect(kept).not.toContain('storm');
  const { starts, features, values } = weights.rowsOf([...texts, 'nowhere']);
  words.forEach((own, row) => {
    const features = [...new Set(own)].filter(each => kept.includes(each)).map(each => kept.indexOf(each));
    const weighed = features.sort((a, b) => a - b).map(feature => weigh(own, kept[feature] ?? ''));
    const length = Math.sqrt(weighed.reduce((sum, value) => sum + value * value, 0));
    expect([...values.subarray(starts[row], starts[row + 1])]).toEqual(weighed.map(value => value / length));
  });
  expect(starts.at(-1)).toBe(starts.at(-2));
  expect(features.length).toBe(values.length);
});
