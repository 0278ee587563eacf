import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** The first record of a file of separated values. */
export interface CsvHeader {
  /** Column names as pandas gives them: "a", "a.1" for a second "a", "Unnamed: 2" for an empty one. */
  readonly names: readonly string[];
  readonly separator: string;
  /** Empty lines before it. */
  readonly skip: number;
}

/** A header longer than this is no header. */
const LONGEST_HEADER = 8 << 20;

/** Reads as much of the file as the header needs; null if there is none. */
export async function readCsvHeader(path: string): Promise<CsvHeader | null> {
  const raw = createReadStream(path, { highWaterMark: 64 << 10 });
  const blocks = /[.]gz$/i.test(path) ? raw.pipe(createGunzip()) : raw;
  // Errors of the file below do not travel through a pipe by themselves.
  raw.once('error', error => blocks.destroy(error));
  const decoder = new TextDecoder('utf-8');
  let text = '';
  for await (const block of blocks) {
    text += decoder.decode(block as Buffer, { stream: true });
    const header = parseCsvHeader(text, path, false);
    if (header !== null) return header;
    if (text.length > LONGEST_HEADER) return null;
  }
  return parseCsvHeader(text, path, true);
}

/** @param whole whether the file ends with this text; else a record is over only at its line end */
function parseCsvHeader(text: string, path: string, whole: boolean): CsvHeader | null {
  const blank = /^(?:\r\n|[\r\n])*/.exec(text)?.[0] ?? '';
  const rest = text.slice(blank.length);
  const separator = separatorOf(rest, path);
  const fields = firstRecord(rest, separator, whole);
  if (fields === null) return null;
  return { names: pandasNames(fields), separator, skip: (blank.match(/\r\n|[\r\n]/g) ?? []).length };
}

/** Tab for .tsv; for .csv a comma, unless the first line has none but has semicolons or tabs. */
function separatorOf(text: string, path: string): string {
  if (/[.](tsv|tab)([.]gz)?$/i.test(path)) return '\t';
  const line = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  if (line.includes(',')) return ',';
  return [';', '\t'].find(each => line.includes(each)) ?? ',';
}

/** The fields of the first record; null if it does not end in this text. */
function firstRecord(text: string, separator: string, whole: boolean): string[] | null {
  const fields: string[] = [];
  let place = 0;
  do {
    const field = text[place] === '"' ? quotedField(text, place) : bareField(text, place, separator);
    if (field === null) return null;
    fields.push(field.value);
    place = field.end + 1;
  } while (text[place - 1] === separator);
  const ended = place <= text.length || (whole && text.length > 0);
  return ended ? fields : null;
}

interface Field {
  readonly value: string;
  readonly end: number;
}

function quotedField(text: string, start: number): Field | null {
  let place = start + 1;
  for (;;) {
    const quote = text.indexOf('"', place);
    if (quote < 0) return null;
    if (text[quote + 1] !== '"') return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    place = quote + 2;
  }
}

function bareField(text: string, start: number, separator: string): Field {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
  return { value: text.slice(start, end), end };
}

function pandasNames(fields: readonly string[]): string[] {
  const taken = new Set(fields);
  const seen = new Map<string, number>();
  return fields.map((field, k) => {
    const base = field === '' ? `Unnamed: ${k}` : field;
    let count = seen.get(base) ?? 0;
    let name = base;
    while (count > 0 && taken.has(name)) name = `${base}.${count++}`;
    seen.set(base, Math.max(count, 1));
    taken.add(name);
    return name;
  });
}
