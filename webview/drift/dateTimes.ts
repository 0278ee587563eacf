import { type DateTimeComparison, type DateTimeProfile, type TimeGaps } from '../../src/domain/dateTimeProfile';
import { DataTable } from '../kit/dataTable';
import { type Child, element } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatCount, formatNumber, formatShare } from '../kit/format';
import { visibleText } from '../kit/visibleText';
import { type SavePicture } from './chartFigure';
import { HOUR_NAMES, sharesFigure, WEEKDAY_NAMES } from './timeSharesFigure';

/** Dates and times of a column: weekdays and hours of both sides, their range, and where times are missing in between. */
export function dateTimes(times: DateTimeComparison, save: SavePicture): HTMLElement[] {
  const block = (...content: Child[]): HTMLElement => element('div', { class: 'detail-block' }, ...content);
  return [
    block(sharesFigure({ title: 'Weekdays', names: WEEKDAY_NAMES, of: side => side.weekdays }, times, save)),
    block(sharesFigure({ title: 'Hours of the day', names: HOUR_NAMES, of: side => side.hours }, times, save)),
    block(element('h3', {}, 'Range'), rangeTable(times), outsideWords(times)),
    block(element('h3', {}, 'Gaps'), ...gapsOf('reference', times.reference), ...gapsOf('current', times.current)),
  ];
}

function rangeTable({ reference, current }: DateTimeComparison): HTMLElement {
  const row = (name: string, cell: (side: DateTimeProfile) => string): HTMLElement =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      ...[reference, current].map(side => element('td', { class: 'end' }, side === null ? '–' : cell(side))),
    );
  const moment = (time: number | null): string => (time === null ? '–' : timeInWords(time));
  const head = ['', 'Reference', 'Current'].map(title => element('th', { scope: 'col', class: title === '' ? null : 'end' }, title));
  return element(
    'table',
    { class: 'compact', 'aria-label': 'Range of the times' },
    element('thead', {}, element('tr', {}, ...head)),
    element(
      'tbody',
      {},
      row('Earliest', side => moment(side.earliest)),
      row('Latest', side => moment(side.latest)),
      row('Times', side => formatCount(side.count)),
      row('Missing', side => formatCount(side.missing)),
      row('No times', side => formatCount(side.unreadable)),
    ),
  );
}

/** How many current times lie beyond the reference's; null where a side has none. */
function outsideWords({ outside, current }: DateTimeComparison): HTMLElement | null {
  if (outside === null || current === null) return null;
  const part = (count: number): string => `${formatCount(count)} (${formatShare(count / Math.max(1, current.count))})`;
  const words = `Of the current times ${part(outside.before)} lie before the reference’s earliest and ${part(outside.after)} after its latest. All times are in UTC.`;
  return element('p', { class: 'muted' }, words);
}

function gapsOf(name: 'reference' | 'current', side: DateTimeProfile | null): Child[] {
  if (side === null) return [];
  const title = name === 'reference' ? 'Reference' : 'Current';
  if (side.gaps === null) return [element('p', {}, `${title}: too few distinct times to tell.`)];
  const { gaps } = side;
  return [element('p', {}, `${title}: ${gapWords(gaps)}`), gaps.count > 0 && gapsTable(name, gaps)];
}

function gapWords({ commonestStep, commonestCount, steps, expected, count }: TimeGaps): string {
  const often = formatShare(commonestCount / steps);
  const found = count === 0 ? 'no step is' : count === 1 ? 'one step is' : `${formatCount(count)} steps are`;
  return `the commonest step is ${spanInWords(commonestStep)} (${often} of ${countOf(steps, 'step')}); ${found} longer than ${spanInWords(expected)}.`;
}

function gapsTable(name: 'reference' | 'current', { longest }: TimeGaps): HTMLElement {
  const table = new DataTable<TimeGaps['longest'][number]>({
    label: `Longest gaps of the ${name === 'reference' ? 'reference' : 'current data'}`,
    nameColumn: 0,
    key: gap => String(gap.from),
    sort: null,
    columns: [
      { title: 'From', cell: gap => visibleText(timeInWords(gap.from)) },
      { title: 'To', cell: gap => visibleText(timeInWords(gap.to)) },
      { title: 'Length', class: 'end', cell: gap => spanInWords(gap.to - gap.from) },
    ],
  });
  table.setRows(longest);
  return table.node;
}

/** A moment in UTC, as exactly as it is given: the day, the minute, the second or the millisecond. */
function timeInWords(time: number): string {
  const text = new Date(time).toISOString().replace('T', ' ').replace('Z', '');
  return text
    .replace(/ 00:00:00\.000$/, '')
    .replace(/\.000$/, '')
    .replace(/(\d\d:\d\d):00$/, '$1');
}

const UNITS = [
  { name: 'day', length: 86_400_000 },
  { name: 'hour', length: 3_600_000 },
  { name: 'minute', length: 60_000 },
  { name: 'second', length: 1000 },
  { name: 'millisecond', length: 1 },
] as const;

/** How long, in the largest unit that it fills. */
function spanInWords(milliseconds: number): string {
  const unit = UNITS.find(({ length }) => milliseconds >= length) ?? UNITS[4];
  const count = Number((milliseconds / unit.length).toPrecision(3));
  return `${formatNumber(count)} ${unit.name}${count === 1 ? '' : 's'}`;
}
