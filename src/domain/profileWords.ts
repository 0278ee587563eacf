const words = {
  evidently: 'rules of Evidently 0.7',
  'evidently-legacy': 'rules of Evidently’s old table (0.6 and before)',
  strict: 'strict: significant after adjustment for the number of columns, and large enough to matter',
} as const;

interface Ruled {
  readonly profile: keyof typeof words;
  /** The tool that computed it, where it was not us. */
  readonly imported?: { readonly tool: string; readonly version: string | null };
}

/** Whose rules a drift report was made by; of a report that Evidently made itself, that. */
export function profileWords({ profile, imported }: Ruled): string {
  if (imported === undefined) return words[profile];
  const version = imported.version === null ? '' : ` ${imported.version}`;
  return `computed by ${imported.tool}${version}`;
}
