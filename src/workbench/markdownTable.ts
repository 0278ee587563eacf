import { escapeMarkdown } from '../base/escapeMarkdown';

/** A Markdown table; every cell may hold any text. */
export function tableOf(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [row(head), `|${head.map(() => ' --- |').join('')}`, ...lines.map(row)].join('\n');
}
