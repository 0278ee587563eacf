import { type RunId } from '../../src/domain/ids';
import { type RunRow } from '../../src/domain/runRow';
import { runsPage } from '../../src/runs/contract';
import { type RunsHost } from './runsHost';

const AT_ONCE = 100;

/** The names of the datasets of runs, read when runs are grouped by them. */
export class DatasetNames {
  private names = new Map<string, readonly string[]>();
  private reading = false;

  constructor(
    private readonly host: Pick<RunsHost, 'value'>,
    private readonly onNames: () => void,
  ) {}

  of(run: string): readonly string[] {
    return this.names.get(run) ?? [];
  }

  forget(): void {
    this.names = new Map();
  }

  /** Reads those of these runs that are not known yet, a hundred runs at a time. */
  want(rows: readonly RunRow[]): void {
    const unknown = rows.filter(row => !this.names.has(row.runId)).slice(0, AT_ONCE);
    if (this.reading || unknown.length === 0) return;
    this.reading = true;
    void this.read(unknown.map(row => row.runId));
  }

  private async read(runs: readonly RunId[]): Promise<void> {
    const found = await this.host.value(runsPage.calls.datasets, { runs });
    this.reading = false;
    // What could not be read is not asked for again and again.
    for (const run of runs) this.names.set(run, found?.[run] ?? []);
    this.onNames();
  }
}
