/**
 * Text from elsewhere as one line for a label: line breaks become ⏎, other control characters and
 * those that turn the direction of what follows go, and what is longer than
 * `limit` characters ends in an ellipsis.
 */
export function oneLine(text: string, limit = 200): string {
  // Twice as much as is shown is looked at: a value from a database may be megabytes long.
  const flat = text
    .trimStart()
    .slice(0, 2 * limit)
    .replace(/\r\n|[\r\n\u2028\u2029]/g, ' ⏎ ')
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, ' ')
    .trim();
  return flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat;
}

/** The same for a place where `$(name)` would turn into an icon, as in quick picks. */
export function plainLabel(text: string, limit = 200): string {
  // A zero-width space parts the two characters that would start an icon.
  return oneLine(text, limit).replaceAll('$(', '$\u200b(');
}
