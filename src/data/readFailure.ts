import { oneLine } from '../base/oneLine';
import { failure, type Result } from '../base/result';
import { type TableFormat } from './fileSet';

/** What was being read when DuckDB failed, for the sentence. */
export interface Explain {
  readonly path: string;
  readonly format: TableFormat | 'sqlite' | 'query';
}

/** DuckDB's error as one sentence about the file, with what to do next. */
export function explainReadError(error: unknown, { path: file, format }: Explain): Result<never> {
  const path = oneLine(file, 500);
  const detail = error instanceof Error ? error.message : String(error);
  if (/out of memory/i.test(detail)) {
    return failure('unavailable', `${path} does not fit into the memory that Model Ops may use.`, {
      nextStep: memoryStep(format),
      detail,
    });
  }
  if (/failed to create directory|no space left/i.test(detail)) {
    const nextStep = 'Make room on the disk that holds temporary files, or raise the memory limit.';
    return failure('unavailable', `${path} does not fit into memory, and there is no room for it on the disk.`, { nextStep, detail });
  }
  if (/permission denied/i.test(detail))
    return failure('unreadable', `${path} may not be read.`, { nextStep: 'Check its permissions.', detail });
  if (format === 'csv') return explainCsv(path, detail);
  if (format === 'json') return explainJson(path, detail);
  return explainParquet(path, detail);
}

/** Parquet is read column by column already. */
function memoryStep(format: Explain['format']): string {
  const raise = 'Raise the memory limit (the setting modelOps.memoryLimit, in a terminal MODELOPS_MEMORY_LIMIT)';
  if (format === 'parquet') return `${raise}, or read fewer rows or columns.`;
  return `${raise}, or convert the data to Parquet, which is read column by column.`;
}

function explainCsv(path: string, detail: string): Result<never> {
  const line = /CSV Error on Line: (\d+)/.exec(detail)?.[1];
  if (/utf-8|unicode/i.test(detail)) {
    const where = line === undefined ? '' : `: line ${line} holds other bytes`;
    return failure('unreadable', `${path} is not UTF-8 text${where}.`, { nextStep: 'Save the file as UTF-8.', detail });
  }
  if (line !== undefined) return explainLine(`Line ${line} of ${path}`, detail);
  return failure('unreadable', `${path} cannot be read as a table of separated values.`, {
    nextStep: 'Check that all its lines end in the same way and that its quotes are closed.',
    detail,
  });
}

function explainLine(line: string, detail: string): Result<never> {
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(detail);
  if (counts !== null) {
    const found = `${counts[2]} ${counts[2] === '1' ? 'field' : 'fields'}`;
    const nextStep = 'Correct that line; a field that holds the separator must be in double quotes.';
    return failure('unreadable', `${line} has ${found} where the header has ${counts[1]}.`, { nextStep, detail });
  }
  if (/unterminated quote/i.test(detail)) {
    const nextStep = 'Close the quote, or double it if it belongs to the text.';
    return failure('unreadable', `${line} opens a quote that does not end.`, { nextStep, detail });
  }
  if (/maximum line size/i.test(detail)) {
    const nextStep = 'Check that the quotes before it are closed, or convert the file to Parquet.';
    return failure('unreadable', `${line} is longer than 2 MB.`, { nextStep, detail });
  }
  return failure('unreadable', `${line} cannot be read.`, { nextStep: 'Correct that line.', detail });
}

function explainJson(path: string, detail: string): Result<never> {
  const [, unit, number] = /in (line|record\/value) (\d+)/.exec(detail) ?? [];
  // DuckDB has counted the line on already when it finds out; empty lines it does not count.
  const place = `${unit === 'line' ? 'line' : 'object'} ${Number(number) - (/Malformed JSON/.test(detail) ? 1 : 0)}`;
  return failure(
    'unreadable',
    unit === undefined
      ? `${path} does not hold one JSON object a line.`
      : `${path} is broken near ${place}: that is not one JSON object a line.`,
    {
      nextStep: 'Correct the line; every line must be one object such as {"age": 41, "city": "Oslo"}.',
      detail,
    },
  );
}

function explainParquet(path: string, detail: string): Result<never> {
  if (/magic bytes|too small to be a Parquet/i.test(detail)) {
    return failure('unreadable', `${path} is not a whole Parquet file: its end is missing or it is another kind of file.`, {
      nextStep: 'Copy or write the file again.',
      detail,
    });
  }
  if (/encrypt/i.test(detail)) return failure('unsupported', `${path} is encrypted.`, { nextStep: 'Write it without encryption.', detail });
  return failure('unreadable', `${path} is damaged: part of it is not Parquet.`, { nextStep: 'Copy or write the file again.', detail });
}
