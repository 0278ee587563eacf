import { type EventSpan } from '../../src/domain/eventSpans';
import { type Lane, type LaneBar } from '../../src/domain/registryLanes';
import { appendInChunks } from '../kit/chunks';
import { element, on } from '../kit/element';
import { doubtWords, exactTime, placeName } from './words';

/** The lanes as a table: what the chart draws, in words. Its rows are made when it is opened. */
export function laneTable(lanes: readonly Lane[]): HTMLElement {
  const body = element('tbody');
  const head = ['Place', 'Version', 'From', 'Until'].map(title => element('th', { scope: 'col' }, title));
  const table = element('table', { 'aria-label': 'Which version was where' }, element('thead', {}, element('tr', {}, ...head)), body);
  const bars = lanes.flatMap(lane => lane.bars.map(bar => ({ place: placeName(lane.place), bar })));
  const details = element('details', {}, element('summary', {}, 'The lanes as a table'), element('div', { class: 'table-frame' }, table));
  return on(details, 'toggle', () => {
    if (details.open && body.childElementCount === 0) appendInChunks(body, bars, { build: ({ place, bar }) => row(place, bar), atOnce: 0 });
  });
}

function row(place: string, bar: LaneBar): HTMLElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, place),
    element('td', {}, `v${bar.version}`),
    element('td', {}, spanWords(bar.from)),
    element('td', {}, bar.until === null ? 'still there' : spanWords(bar.until)),
  );
}

function spanWords(span: EventSpan): string {
  return span.doubt === null ? exactTime(span.latest) : doubtWords(span);
}
