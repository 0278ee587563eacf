const POWERS = ['', 'K', 'M', 'G', 'T'];

/** "500MB", "2 GB", "1.5GiB" as bytes; null for other text. */
export function parseBytes(text: string): number | null {
  const [, number, prefix, binary] = /^\s*(\d+(?:\.\d+)?)\s?([KMGT]?)(i?)B\s*$/i.exec(text) ?? [];
  if (number === undefined || prefix === undefined) return null;
  return Math.round(Number(number) * (binary === '' ? 1000 : 1024) ** POWERS.indexOf(prefix.toUpperCase()));
}
