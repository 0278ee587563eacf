const MASK = '***';

/** What a secret looks like, and what stays of it. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  // The credentials of a URL: https://ana:secret@host.
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${MASK}@`],
  // Authorization headers.
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${MASK}`],
  // token=…, "password": "…", MLFLOW_TRACKING_TOKEN=…, SharedAccessSignature values and the like.
  [
    /(["']?\b[\w-]*(?:token|passw(?:or)?d|secret|api[_-]?key|access[_-]?key|signature|sig)["']?\s*[=:]\s*)(?:"[^"]*"|'[^']*'|[^\s,;&"']+)/gi,
    `$1${MASK}`,
  ],
];

/** The text with credentials replaced by ***, so that a log can be shown to others. */
export function maskSecrets(text: string): string {
  return SECRETS.reduce((masked, [pattern, kept]) => masked.replace(pattern, kept), text);
}
