import { parseColumnId, type RunAttribute } from '../../src/domain/runColumn';
import { type RunCell, type RunRow } from '../../src/domain/runRow';
import { type RunStatus } from '../../src/domain/run';
import { element } from '../kit/element';
import { formatDuration, formatFully, formatNumber } from '../kit/format';
import { type GridCell } from '../kit/gridModel';
import { icon, type IconName } from '../kit/icon';
import { relativeTime } from '../kit/relativeTime';
import { visibleText } from '../kit/visibleText';

const STATUSES: Readonly<Record<RunStatus, readonly [sign: IconName, word: string]>> = {
  FINISHED: ['check', 'finished'],
  FAILED: ['cross', 'failed'],
  KILLED: ['dash', 'stopped'],
  RUNNING: ['running', 'running'],
  SCHEDULED: ['clock', 'scheduled'],
};

const NONE: GridCell = { children: ['–'], class: 'absent' };
const LONGEST_TITLE = 600;

/** What the names of experiments are, and what time it is. */
export interface CellContext {
  readonly experiments: ReadonlyMap<string, string>;
  readonly now: number;
}

/** A cell of a run. @param value of a metric, param or tag; undefined while it is being read. */
export function runCell(row: RunRow, column: string, value: RunCell | undefined, context: CellContext): GridCell {
  const parsed = parseColumnId(column);
  if (parsed === null) return NONE;
  if (parsed.kind === 'attribute') return attributeCell(row, parsed.key, context);
  if (value === undefined) return { children: ['…'], class: 'absent' };
  return parsed.kind === 'metric' ? numberCell(value) : textCell(value);
}

/** A metric's value with four digits, all of them on hover. */
export function numberCell(value: RunCell): GridCell {
  if (value === null) return NONE;
  const number = Number(value);
  return { children: [Number.isNaN(number) ? 'NaN' : formatNumber(number)], title: formatFully(number) };
}

export function textCell(value: RunCell): GridCell {
  if (value === null) return NONE;
  const text = visibleText(String(value));
  return { children: [element('bdi', {}, text)], title: text.slice(0, LONGEST_TITLE) };
}

/** A status as a sign and a word. */
export function statusWord(status: RunStatus): readonly [SVGElement, string] {
  const [sign, word] = STATUSES[status] ?? ['question', String(status)];
  return [icon(sign), ` ${word}`];
}

function attributeCell(row: RunRow, key: RunAttribute, context: CellContext): GridCell {
  switch (key) {
    case 'run_name':
      return textCell(row.runName === '' ? row.runId.slice(0, 8) : row.runName);
    case 'status':
      return { children: statusWord(row.status), class: `status status-${row.status.toLowerCase()}` };
    case 'start_time':
      return timeCell(row.startTime, context.now);
    case 'end_time':
      return timeCell(row.endTime, context.now);
    case 'duration':
      return durationCell(row, context.now);
    case 'user_id':
      return textCell(row.userId === '' ? null : row.userId);
    case 'run_id':
      return { children: [element('span', { class: 'mono' }, row.runId.slice(0, 8))], title: row.runId };
    case 'experiment':
      return textCell(context.experiments.get(row.experimentId) ?? row.experimentId);
    case 'lifecycle_stage':
      return textCell(row.lifecycleStage);
  }
}

function timeCell(at: number | null, now: number): GridCell {
  if (at === null || Number.isNaN(new Date(at).getTime())) return NONE;
  return { children: [relativeTime(at, now)], title: new Date(at).toLocaleString() };
}

/** A run that goes on has lasted until now. */
function durationCell({ startTime, endTime, status }: RunRow, now: number): GridCell {
  if (startTime === null) return NONE;
  if (endTime !== null) return { children: [shortDuration(endTime - startTime)], title: `${formatNumber(endTime - startTime)} ms` };
  if (status !== 'RUNNING') return NONE;
  return { children: [shortDuration(now - startTime)], title: 'until now' };
}

/** In two units at most: "1.2 s", "3 min 20 s", "2 h 5 min", "3 d 4 h". */
export function shortDuration(milliseconds: number): string {
  if (milliseconds < 3_600_000) return formatDuration(Math.max(0, milliseconds));
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`;
}
