// The texts that the extension host shows: every first argument of l10n.t in src/, as l10n/bundle.l10n.json lists them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from './toolchain.mjs';

/** Each text under itself, sorted: what a translator copies. Throws where a text is not written out. */
export function l10nTexts() {
  const folder = path.join(root, 'src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts'));
  const texts = new Set(files.flatMap(name => textsOf(path.join(folder, name))));
  return Object.fromEntries([...texts].sort().map(text => [text, text]));
}

function textsOf(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const found = [];
  const visit = node => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'l10n.t') found.push(textOf(node, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function textOf(call, source) {
  const [text] = call.arguments;
  if (text !== undefined && ts.isStringLiteralLike(text)) return text.text;
  throw new Error(`${source.fileName}: the first argument of l10n.t must be a written-out text: ${call.getText(source)}`);
}
