/**
 * Text from elsewhere as one line for a label: line breaks become ⏎, other control characters go, and what is longer than
 * `limit` characters ends in an ellipsis.
 */
export function oneLine(text: string, limit = 200): string {
  const flat = text
    .replace(/\r\n|[\r\n\u2028\u2029]/g, ' ⏎ ')
    .replace(/\p{Cc}/gu, ' ')
    .trim();
  return flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat;
}

/** The same for a place where `$(name)` would turn into an icon, as in quick picks. */
export function plainLabel(text: string, limit = 200): string {
  // A zero-width space parts the two characters that would start an icon.
  return oneLine(text, limit).replaceAll('$(', '$\u200b(');
}
