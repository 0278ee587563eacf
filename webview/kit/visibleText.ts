const LONGEST = 60;

/**
 * Text from data as it may be shown: characters that would reorder, hide or break what stands around them become
 * visible signs, and an empty text says so. It stays text: whoever shows it sets it as text content.
 */
export function visibleText(text: string): string {
  if (text === '') return '(empty)';
  return text
    .replace(/\r\n|\r|\n/g, '⏎')
    .replace(/\t/g, '⇥')
    .replace(/[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu, '\ufffd');
}

/** The same, cut to what fits into a sentence. */
export function shortText(text: string): string {
  const letters = [...visibleText(text)];
  return letters.length <= LONGEST ? letters.join('') : `${letters.slice(0, LONGEST - 1).join('')}…`;
}

/** The last part of a path, whichever separator it uses. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).findLast(part => part !== '') ?? path;
}
