import { expect, it } from 'vitest';
import { describeTexts } from '../../../../src/drift/text/describeTexts';

type Expected = readonly [length: number, words: number, sentences: number, nonLetters: number];

/** Each value is what Evidently 0.7.23 gives, except the share of an empty text, of which it fails. */
const cases: readonly (readonly [what: string, text: string, expected: Expected])[] = [
  ['nothing', '', [0, 0, 1, NaN]],
  ['spaces alone', '   ', [3, 0, 1, 0]],
  ['an emoji of three characters', '👩‍👧', [3, 0, 1, 100]],
  ['a combining mark, which is no letter', 'e\u0301a', [3, 1, 1, 100 / 3]],
  ['characters taken out of a word', "don't_stop a-b", [14, 2, 1, (100 * 3) / 14]],
  ['a word taken out whole', 'a - 12 b', [8, 2, 1, (100 * 3) / 8]],
  ['line ends, which part no words', 'one\ntwo\tthree', [13, 1, 1, (100 * 2) / 13]],
  ['three sentences', 'It works. Does it? Yes.', [23, 5, 3, (100 * 3) / 23]],
  ['exclamation marks and stops at the end', 'No! It does not. ', [17, 4, 2, (100 * 2) / 17]],
  ['a line end between sentences', 'One.\nTwo.', [9, 1, 2, (100 * 3) / 9]],
  ['a title, letters with stops, and a long one', 'Dr. Who, e.g. him. Prof. X', [26, 6, 3, (100 * 6) / 26]],
  ['white space of other scripts, and what only looks like it', 'One.\u3000Two.\ufeffThree.\x1cFour', [21, 1, 3, (100 * 6) / 21]],
  ['letters of other scripts, which are no words', '日本語 です。ж', [8, 0, 1, 12.5]],
  ['an astral letter', '\u{20000}x', [2, 1, 1, 0]],
  ['digits of other scripts between stops', '٣.٣. x', [6, 1, 1, (100 * 4) / 6]],
];

it.each(cases)('describes %s', (_, text, expected) => {
  const { text_length, word_count, sentence_count, non_letter_character_percentage } = describeTexts(['Before. It', text]);
  expect([text_length[1], word_count[1], sentence_count[1], non_letter_character_percentage[1]]).toEqual(expected);
});
