const LONGEST = 80;

/** As long as a path can be on Linux. */
const LONGEST_PATH = 4096;

/**
 * A name as part of one line of words: control characters, line ends and marks that reverse the direction of text are
 * written as escapes, and what is longer than 80 characters is cut. It is text, never markup.
 */
export function shownText(text: string): string {
  return shownStart(text, LONGEST);
}

/** The same for a path or the URI of a place, which is of use only whole; what is longer than any path can be is cut. */
export function shownPath(path: string): string {
  return shownStart(path, LONGEST_PATH);
}

function shownStart(text: string, longest: number): string {
  // A character takes at most two places in a string. What cannot be shown is not looked at: it may be megabytes.
  const start = text.slice(0, 2 * (longest + 1));
  const characters = [...start.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeCharacter)];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
}

function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  if (character === '\r') return '\\r';
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
