import { runId } from '../../src/domain/ids';
import { type RunDetails } from '../../src/domain/runDetails';
import { MOST_SELECTED, runsPage, type SeriesColumns } from '../../src/runs/contract';
import { visibleText } from '../kit/visibleText';
import { type ChartRun } from './lineChart';
import { runLook } from './runColors';
import { type RunsHost } from './runsHost';

/** The runs that are compared with all that they recorded, and the series of their metrics. */
export class ComparedRuns {
  private found: readonly RunDetails[] = [];
  private looks = new Map<string, ChartRun>();

  constructor(private readonly host: Pick<RunsHost, 'ask' | 'value'>) {}

  get runs(): readonly RunDetails[] {
    return this.found;
  }

  get isRunning(): boolean {
    return this.found.some(run => run.status === 'RUNNING');
  }

  look(runId: string): ChartRun {
    return this.looks.get(runId) ?? { name: runId.slice(0, 8), look: runLook(0) };
  }

  /** Reads these runs, in their order. @returns whether anything changed; undefined if it could not be read. */
  async read(ids: readonly string[]): Promise<boolean | undefined> {
    const wanted = ids.slice(0, MOST_SELECTED).map(runId);
    const runs: RunDetails[] = [];
    // One message holds as many runs as fit: the others are asked for.
    for (let left = wanted; left.length > 0;) {
      const asked = left.slice(0, 25);
      const part = await this.host.value(runsPage.calls.runDetails, { runs: asked });
      if (part === undefined) return undefined;
      runs.push(...part);
      const last = part.at(-1);
      left = left.slice(last === undefined ? asked.length : Math.max(1, left.indexOf(last.runId) + 1));
    }
    if (JSON.stringify(runs) === JSON.stringify(this.found)) return false;
    this.found = runs;
    this.looks = new Map(
      runs.map((run, index) => [run.runId, { name: visibleText(run.runName || run.runId.slice(0, 8)), look: runLook(index) }]),
    );
    return true;
  }

  async series(key: string, points: number): Promise<readonly SeriesColumns[] | undefined> {
    const runs = this.found.filter(run => Object.hasOwn(run.metrics, key)).map(run => run.runId);
    if (runs.length === 0) return [];
    const result = await this.host.ask(runsPage.calls.metricSeries, { runs, key, points });
    return result.ok ? result.value : undefined;
  }
}
