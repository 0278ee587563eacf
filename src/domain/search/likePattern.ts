/**
 * Whether a text matches an SQL pattern, where `%` is any text and `_` any character. `ignoreCase` treats the letters A to Z
 * as SQLite's `lower` does, and no others. Cost: the product of both lengths at worst.
 */
export function matchesLike(text: string, pattern: string, ignoreCase: boolean): boolean {
  const letters = [...(ignoreCase ? lower(text) : text)];
  const signs = [...(ignoreCase ? lower(pattern) : pattern)];
  let [at, sign, lastAny, restart] = [0, 0, -1, 0];
  while (at < letters.length) {
    if (signs[sign] === '%') {
      lastAny = sign++;
      restart = at;
    } else if (sign < signs.length && (signs[sign] === '_' || signs[sign] === letters[at])) {
      at++;
      sign++;
    } else if (lastAny >= 0) {
      sign = lastAny + 1;
      at = ++restart;
    } else {
      return false;
    }
  }
  return signs.slice(sign).every(rest => rest === '%');
}

function lower(text: string): string {
  return text.replace(/[A-Z]/g, letter => letter.toLowerCase());
}
