import { MarkdownString } from 'vscode';
import { escapeMarkdown } from '../base/escapeMarkdown';

/** One line of a card: a name and a value from elsewhere. Lines without a value are left out. */
export type CardFact = readonly [name: string, value: string | null | undefined];

/**
 * A small card for a hover: a title and a few facts. Every text may come from a server: it is escaped, and the card may
 * neither run commands nor show icons or HTML.
 */
export function card(title: string, facts: readonly CardFact[], prose?: string): MarkdownString {
  const text = new MarkdownString();
  text.isTrusted = false;
  text.supportThemeIcons = false;
  text.appendMarkdown(`**${escapeMarkdown(title)}**\n\n`);
  for (const [name, value] of facts) {
    if (value === null || value === undefined || value === '') continue;
    text.appendMarkdown(`- ${escapeMarkdown(`${name}: ${value}`)}\n`);
  }
  if (prose !== undefined && prose !== '')
    text.appendMarkdown(
      `\n\n${prose
        .split(/\r\n|[\r\n]/)
        .map(escapeMarkdown)
        .join('  \n')}`,
    );
  return text;
}
