import { characterClass } from './characterClass';

const isWordCharacter = characterClass(/[\p{L}\p{N}_]/u);

/**
 * Visits the words of a text in order, in lower case: runs of at least two letters, digits or underscores of any script, as
 * scikit-learn's `TfidfVectorizer` finds them. O(characters), and several times as fast as a search by a pattern.
 */
export function eachWord(text: string, visit: (word: string) => void): void {
  const lower = text.toLowerCase();
  let start = 0;
  let characters = 0;
  for (let place = 0; place < lower.length;) {
    const code = lower.codePointAt(place) as number;
    // The second half of a pair belongs to the same character.
    const next = code > 0xffff ? place + 2 : place + 1;
    if (isWordCharacter(code)) characters++;
    else {
      if (characters > 1) visit(lower.slice(start, place));
      characters = 0;
      start = next;
    }
    place = next;
  }
  if (characters > 1) visit(lower.slice(start));
}
