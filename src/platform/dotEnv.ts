/**
 * The variables of a `.env` file: `NAME=value` lines, with or without `export`, with quotes around a value and comments
 * behind it. Nothing is expanded and nothing runs.
 */
export function parseDotEnv(text: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|[\r\n]/)) {
    const [, name, rest] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/.exec(line) ?? [];
    if (name !== undefined && rest !== undefined) variables.set(name, valueOf(rest.trim()));
  }
  return variables;
}

function valueOf(text: string): string {
  const quoted = /^(["'])(.*?)\1\s*(?:#.*)?$/.exec(text);
  if (quoted !== null) return quoted[2] ?? '';
  return text.replace(/(?:^|\s+)#.*$/, '').trim();
}
