/** Characters up to here are looked up, the others asked for each time. */
const LOOKED_UP = 0x10000;
const [UNKNOWN, INSIDE, OUTSIDE] = [0, 1, 2];

/** Whether a character, by its code point, is of those that a pattern matches. The pattern is asked once for each. */
export function characterClass(pattern: RegExp): (code: number) => boolean {
  const known = new Uint8Array(LOOKED_UP);
  return code => {
    if (code >= LOOKED_UP) return pattern.test(String.fromCodePoint(code));
    if (known[code] === UNKNOWN) known[code] = pattern.test(String.fromCodePoint(code)) ? INSIDE : OUTSIDE;
    return known[code] === INSIDE;
  };
}
