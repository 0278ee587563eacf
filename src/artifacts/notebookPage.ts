import { failure, type Result, success } from '../base/result';

/** Longer sources and outputs are cut. */
const LONGEST_CELL = 20_000;
const MOST_CELLS = 1000;

interface Cell {
  readonly cell_type?: unknown;
  readonly source?: unknown;
  readonly outputs?: unknown;
}

interface Output {
  readonly output_type?: unknown;
  readonly text?: unknown;
  readonly data?: unknown;
  readonly traceback?: unknown;
}

/**
 * A notebook as a Markdown page: its cells in order, code in fences, outputs as their plain text. Nothing in it runs:
 * HTML is shown as it is written, pictures and rich outputs are named and left out.
 */
export function notebookPage(text: string): Result<string> {
  const notebook = parse(text);
  if (notebook === null) return failure('unreadable', 'This file is not a Jupyter notebook.', { nextStep: 'Open it as text.' });
  const language = languageOf(notebook.metadata);
  const shown = notebook.cells.slice(0, MOST_CELLS).map(cell => cellText(cell, language));
  const left = notebook.cells.length - shown.length;
  if (left > 0) shown.push(`*${left} more cells are not shown.*`);
  return success(shown.length === 0 ? '*This notebook has no cells.*\n' : `${shown.join('\n\n')}\n`);
}

function parse(text: string): { readonly cells: readonly Cell[]; readonly metadata: unknown } | null {
  try {
    const value = JSON.parse(text.replace(/^\uFEFF/, '')) as { cells?: unknown; metadata?: unknown } | null;
    if (!Array.isArray(value?.cells)) return null;
    return { cells: value.cells.filter((cell: unknown) => typeof cell === 'object' && cell !== null), metadata: value.metadata };
  } catch {
    return null;
  }
}

function languageOf(metadata: unknown): string {
  const about = metadata as { language_info?: { name?: unknown }; kernelspec?: { language?: unknown } } | null | undefined;
  const name = about?.language_info?.name ?? about?.kernelspec?.language;
  return typeof name === 'string' && /^[\w+#-]{1,30}$/.test(name) ? name : 'python';
}

function cellText(cell: Cell, language: string): string {
  const source = cut(joined(cell.source));
  if (cell.cell_type === 'markdown') return withoutMarkup(source);
  if (cell.cell_type !== 'code') return fenced(source, 'text');
  const outputs = Array.isArray(cell.outputs) ? cell.outputs : [];
  return [fenced(source, language), ...outputs.map(output => outputText(output as Output | null))].filter(part => part !== '').join('\n\n');
}

/** nbformat writes texts as one string or as a list of lines. */
function joined(text: unknown): string {
  if (typeof text === 'string') return text;
  return Array.isArray(text) ? text.filter(line => typeof line === 'string').join('') : '';
}

function outputText(output: Output | null): string {
  if (output === null) return '';
  if (output.output_type === 'error') return fenced(joined(lines(output.traceback)), 'text');
  if (output.output_type === 'stream') return fenced(joined(output.text), 'text');
  const data = (typeof output.data === 'object' && output.data !== null ? output.data : {}) as Readonly<Record<string, unknown>>;
  if (Object.keys(data).some(type => type.startsWith('image/'))) return '*image output*';
  const plain = joined(data['text/plain']);
  return plain === '' ? '*output that is not text*' : fenced(plain, 'text');
}

function lines(traceback: unknown): string {
  return Array.isArray(traceback) ? traceback.filter(line => typeof line === 'string').join('\n') : '';
}

/** A code block that nothing in the text can end. */
function fenced(text: string, language: string): string {
  // Colours of a terminal are noise here.
  // eslint-disable-next-line no-control-regex
  const plain = cut(text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')).trimEnd();
  if (plain === '') return '';
  const longest = Math.max(2, ...[...plain.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${plain}\n${fence}`;
}

/** Markdown stays Markdown, but a tag is no tag and a picture no picture: a zero-width space parts what would begin one. */
function withoutMarkup(markdown: string): string {
  return markdown.replaceAll('<', '<\u200b').replaceAll('![', '!\u200b[');
}

function cut(text: string): string {
  return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}\n… ${text.length - LONGEST_CELL} more characters` : text;
}
