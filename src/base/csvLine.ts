/**
 * One line of a CSV file as RFC 4180 has it, with its line end: what holds a comma, a quote, a line break or a space at
 * an end is quoted, and nothing else is changed. A value that begins with `=` stays as it is, for whoever reads the file
 * back must get what was written; docs/runs.md says so.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
