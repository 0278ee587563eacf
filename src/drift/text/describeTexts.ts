import { type TextDescriptorName } from '../../domain/textDescriptor';
import { characterClass } from './characterClass';

/** White space as Python has it: JavaScript's has no separators of files and lines, and the mark of byte order too much. */
const WHITE_SPACE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const WORD_CHARACTER = '[\\p{L}\\p{N}_]';

/**
 * Where a sentence ends and another begins: a full stop or question mark before white space, unless it ends letters with
 * stops between ("e.g.") or, of a stop, a title of two letters ("Dr.").
 */
const BETWEEN_SENTENCES = new RegExp(`[.?](?=${WHITE_SPACE})(?<!${WORD_CHARACTER}\\.${WORD_CHARACTER}[.?])(?<![A-Z][a-z]\\.)`, 'gu');

const isLetter = characterClass(/\p{L}/u);
const SPACE = 0x20;

/** Each descriptor of each text, in order. */
export interface DescribedTexts extends Readonly<Record<TextDescriptorName, Float64Array>> {
  /** 1 for a text that has letters but, as they are of other scripts, no words. */
  readonly wordless: Uint8Array;
}

/**
 * The descriptors of each text, as Evidently 0.7.23 defines them, to the bit:
 * - text_length: characters (code points).
 * - word_count: words of the letters A to Z, parted by spaces, once all other characters are taken out. So "don't" is one
 *   word, but so is what a line end parts, and Chinese has none.
 * - sentence_count: at least 1; see BETWEEN_SENTENCES. An exclamation mark ends none.
 * - non_letter_character_percentage: characters that are neither letters of any script nor spaces. NaN of an empty text,
 *   of which Evidently fails.
 *
 * One pass over the characters, and one by the pattern for sentences. O(characters).
 */
export function describeTexts(texts: readonly string[]): DescribedTexts {
  const described = {
    text_length: new Float64Array(texts.length),
    word_count: new Float64Array(texts.length),
    sentence_count: new Float64Array(texts.length),
    non_letter_character_percentage: new Float64Array(texts.length),
    wordless: new Uint8Array(texts.length),
  };
  const counter = new CharacterCounter();
  texts.forEach((text, place) => {
    counter.count(text);
    described.text_length[place] = counter.characters;
    described.word_count[place] = counter.words;
    described.sentence_count[place] = sentencesOf(text);
    described.non_letter_character_percentage[place] = (100 * counter.nonLetters) / counter.characters;
    described.wordless[place] = counter.words === 0 && counter.otherLetters > 0 ? 1 : 0;
  });
  return described;
}

function sentencesOf(text: string): number {
  let sentences = 1;
  BETWEEN_SENTENCES.lastIndex = 0;
  while (BETWEEN_SENTENCES.test(text)) sentences++;
  return sentences;
}

/** Counts one text after another without making any value for each. */
class CharacterCounter {
  characters = 0;
  words = 0;
  nonLetters = 0;
  /** Letters that are not A to Z. */
  otherLetters = 0;
  private inWord = false;

  count(text: string): void {
    this.characters = this.words = this.nonLetters = this.otherLetters = 0;
    this.inWord = false;
    for (let place = 0; place < text.length; place++) {
      const code = text.codePointAt(place) as number;
      // The second half of a pair belongs to the same character.
      if (code > 0xffff) place++;
      this.characters++;
      if (code === SPACE) this.inWord = false;
      else if (isLatin(code)) this.beginWord();
      else if (isLetter(code)) this.otherLetters++;
      else this.nonLetters++;
    }
  }

  private beginWord(): void {
    if (!this.inWord) this.words++;
    this.inWord = true;
  }
}

function isLatin(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}
