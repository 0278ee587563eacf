const LONGEST = 80;

/**
 * A name as part of one line of words: control characters, line ends and marks that reverse the direction of text are
 * written as escapes, and what is longer than 80 characters is cut. It is text, never markup.
 */
export function shownText(text: string): string {
  const escaped = shownPath(text);
  const characters = [...escaped];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : escaped;
}

/** The same for a path or the URI of a place, which is of use only whole. */
export function shownPath(path: string): string {
  return path.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  if (character === '\r') return '\\r';
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
