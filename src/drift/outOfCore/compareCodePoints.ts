/** The order of two texts by code points, which is that of their bytes in UTF-8; JavaScript's own differs beyond U+FFFF. */
export function compareCodePoints(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let k = 0; k < shared; k++) {
    const [x, y] = [a.charCodeAt(k), b.charCodeAt(k)];
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for what comes after U+FFFF. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit > 0xdfff ? unit - 0x800 : unit + 0x2000;
}
