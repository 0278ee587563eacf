import { shownText } from './shownText';

/** Text from data in Markdown, also in a table's cell: as code it is neither markup, nor a link, nor a mention. */
export function markdownCode(text: string): string {
  return `\`${shownText(text === '' ? '(empty)' : text)
    .replaceAll('`', 'ʼ')
    .replaceAll('|', '\\|')}\``;
}
