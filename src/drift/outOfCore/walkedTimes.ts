import { type Job } from '../../base/protocol';
import { type Result, success } from '../../base/result';
import { type ColumnSurvey, type Table, type ValueGroups } from '../../data/contract';
import { type TimeGaps } from '../../domain/dateTimeProfile';
import { type CycleTable, cycleTable } from '../times/cycleVariation';
import { FARTHEST, type SideTimes } from '../times/sideTimes';
import { cycleCounts, HOURS, type TimeCycle, wholeCycles } from '../times/timeCycle';
import { GapCounts } from '../times/timeGaps';
import { visitGroups } from './visitGroups';
import { unitOfSurvey } from '../windows/unitOfSurvey';

type Range = NonNullable<SideTimes['range']>;

interface TimesToWalk {
  readonly table: Table;
  readonly survey: ColumnSurvey;
  readonly name: string;
  readonly job: Job;
  /** The column's values in order, as often as they are walked over: numbers are sorted once for all that is asked of them. */
  readonly sortedGroups: () => AsyncIterable<Result<ValueGroups>>;
}

/**
 * The times of a column that does not fit in memory, by one walk over them in order: memory for the hours that have times.
 * @param compared the range outside of which times are counted; null: none is. O(rows log rows).
 */
export async function walkedTimes(
  { table, survey, name, job, sortedGroups }: TimesToWalk,
  compared: Range | null,
): Promise<Result<SideTimes>> {
  const walked = new WalkedTimes(survey.missing, table.rowCount - survey.missing, compared);
  const unit = unitOfSurvey(survey);
  if (!unit.ok) return success(walked);
  const areNumbers = survey.empty.storage === 'numbers';
  const times = areNumbers ? sortedGroups() : table.sortedTimes({ column: name, perMillisecond: 1 }, job);
  const perMillisecond = areNumbers ? unit.value : 1;
  const visited = await visitGroups(times, (value, count) => walked.visit(Math.floor(Number(value) / perMillisecond), count));
  return visited.ok ? success(walked) : visited;
}

/** Weekdays and hours of the day are whole hours, so that times are counted by hour. */
class WalkedTimes implements SideTimes {
  count = 0;
  range: Range | null = null;
  private readonly hours: number[] = [];
  private readonly counts: number[] = [];
  private readonly steps = new GapCounts();
  private readonly left = { before: 0, after: 0 };

  constructor(
    readonly missing: number,
    private readonly present: number,
    private readonly compared: Range | null,
  ) {}

  get unreadable(): number {
    return this.present - this.count;
  }

  visit(time: number, count: number): void {
    if (Math.abs(time) > FARTHEST) return;
    this.count += count;
    const latest = this.range?.latest;
    if (time !== latest) this.range = { earliest: this.range?.earliest ?? time, latest: time };
    if (time !== latest) this.steps.visit(time);
    const { hours, counts, compared, left } = this;
    const hour = Math.floor(time / HOURS.unit) * HOURS.unit;
    if (hours[hours.length - 1] === hour) counts[counts.length - 1] = (counts[counts.length - 1] as number) + count;
    else {
      hours.push(hour);
      counts.push(count);
    }
    if (compared !== null && time < compared.earliest) left.before += count;
    if (compared !== null && time > compared.latest) left.after += count;
  }

  cycle(cycle: TimeCycle): number[] {
    return cycleCounts(Float64Array.from(this.hours), cycle, Float64Array.from(this.counts));
  }

  wholeCycles(cycle: TimeCycle): CycleTable | null {
    const whole = wholeCycles(Float64Array.from(this.hours), cycle);
    return whole && cycleTable(whole, cycle, Float64Array.from(this.counts));
  }

  gaps(): TimeGaps | null {
    return this.steps.found();
  }

  outside(range: Range): { readonly before: number; readonly after: number } {
    const { compared } = this;
    if (range.earliest !== compared?.earliest || range.latest !== compared.latest)
      throw new Error('Times outside of another range were not counted.');
    return this.left;
  }
}
