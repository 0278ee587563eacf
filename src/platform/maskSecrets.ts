const MASK = '***';

/** What a secret looks like, and what stays of it. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  // The credentials of a URL: https://ana:secret@host. A password may hold an @ that nobody encoded.
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/"'<>]+@/gi, `$1${MASK}@`],
  // Authorization headers.
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${MASK}`],
  // Cookies, and Authorization headers of other kinds.
  [/\b((?:set-)?cookie|(?:proxy-)?authorization)(["']?\s*:\s*)(?![\s"']*(?:Bearer|Basic)\s)(?=\S)[^\r\n]+/gi, `$1$2${MASK}`],
  // Signed tokens (JWT) and those of cloud services, which are known by how they begin.
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, MASK],
  [/\b(?:dapi[0-9a-f]{32}|AKIA[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{20,}|hf_[A-Za-z0-9]{20,})\b/g, MASK],
  // token=…, "password": "…", MLFLOW_TRACKING_TOKEN=…, SharedAccessSignature values and the like.
  [
    /(["']?\b[\w-]*(?:token|passw(?:or)?d|secret|api[_-]?key|access[_-]?key|signature|sig)["']?\s*[=:]\s*)(?:"[^"]*"|'[^']*'|[^\s,;&"']+)/gi,
    `$1${MASK}`,
  ],
];

/** A text so short stands in many words by chance, and a mask would only show where. */
const SHORTEST_KNOWN = 4;

/**
 * The text with credentials replaced by ***, so that a log can be shown to others.
 * @param known secrets that are masked wherever they stand, as they are and as an address spells them.
 */
export function maskSecrets(text: string, known: Iterable<string> = []): string {
  let masked = text;
  for (const secret of known) {
    if (secret.length < SHORTEST_KNOWN) continue;
    for (const spelling of [secret, encodeURIComponent(secret)]) masked = masked.replaceAll(spelling, MASK);
  }
  return SECRETS.reduce((sofar, [pattern, kept]) => sofar.replace(pattern, kept), masked);
}
