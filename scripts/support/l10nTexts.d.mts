/** Each text that the extension host shows, under itself, sorted. */
export function l10nTexts(): Record<string, string>;
