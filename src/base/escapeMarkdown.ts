/** Text from elsewhere inside a line of Markdown or a cell of its tables: nothing in it is markup, and it stays one line. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+\-.!|~>$:@/]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/\r\n|[\r\n\u2028\u2029]/g, ' ⏎ ');
}
