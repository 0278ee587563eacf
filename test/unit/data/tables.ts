import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unattendedJob } from '../../../src/base/protocol';
import { type Result } from '../../../src/base/result';
import { DuckTableReader } from '../../../src/data/tableReader';
import { type Table } from '../../../src/data/contract';
import { type Column } from '../../../src/domain/column';

/** A folder of its own and a reader, for one test file. */
export class TableFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'modelops-data-'));
  readonly reader = new DuckTableReader({ temporaryFolder: join(this.path, 'duckdb') });
  private count = 0;

  /** Writes a file and gives its path. */
  write(content: string | Uint8Array, name = `table${this.count++}.csv`): string {
    const path = join(this.path, name);
    writeFileSync(path, content);
    return path;
  }

  async open(path: string): Promise<Table> {
    return value(await this.reader.open(path, unattendedJob()));
  }

  /** Opens a table, reads its columns in order and closes it. */
  async readAll(path: string): Promise<Column[]> {
    const table = await this.open(path);
    const columns: Column[] = [];
    for (const { name } of table.columns) columns.push(value(await table.readColumn(name, unattendedJob())));
    table.close();
    return columns;
  }

  async remove(): Promise<void> {
    await this.reader.close();
    rmSync(this.path, { recursive: true, force: true });
  }
}

export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.message} ${result.failure.detail ?? ''}`);
  return result.value;
}

/** A column's values as plain ones: null for missing. */
export function plainValues(column: Column): (number | string | null)[] {
  if (column.storage === 'numbers') return [...column.values].map(each => (Number.isNaN(each) ? null : each));
  return [...column.codes].map(code => (code < 0 ? null : (column.categories[code] ?? null)));
}
