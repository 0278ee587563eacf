import { verdictWords } from '../../src/domain/driftVerdict';
import { type TextDescriptor, textDescriptorNames } from '../../src/domain/textDescriptor';
import { DataTable } from '../kit/dataTable';
import { element } from '../kit/element';
import { formatCount, formatNumber } from '../kit/format';
import { icon } from '../kit/icon';
import { numberText } from '../kit/valueText';
import { visibleText } from '../kit/visibleText';
import { methodName } from './method';
import { miniHistogram } from './miniHistogram';
import { firstDrifted, momentText, windowLength, windowsInWords } from './windowsModel';

/** How the texts of a column changed: each descriptor of both sides, and whether it drifted by itself. */
export function textDescriptors(descriptors: readonly TextDescriptor[]): HTMLElement {
  const table = new DataTable<TextDescriptor>({
    label: 'How the texts changed',
    nameColumn: 0,
    key: ({ name }) => name,
    sort: null,
    columns: [
      { title: 'Each text by its', cell: ({ name }) => textDescriptorNames[name] },
      { title: 'Shares', cell: ({ picture }) => miniHistogram(picture === undefined ? {} : { light: picture }) },
      { title: 'Reference mean', class: 'end', cell: ({ reference }) => meanText(reference) },
      { title: 'Current mean', class: 'end', cell: ({ current }) => meanText(current) },
      { title: 'Test', cell: ({ method }) => (method === null ? '–' : methodName(method)) },
      { title: 'Score', class: 'end', cell: ({ score }) => numberText(score) },
      { title: 'Threshold', class: 'end', cell: ({ threshold }) => numberText(threshold) },
      { title: 'Verdict', cell: verdict },
      ...(descriptors.some(({ windows = [] }) => windows.length > 0) ? [{ title: 'First drifted', cell: firstText }] : []),
    ],
  });
  table.setRows(descriptors);
  const notes = descriptors.flatMap(notesOf);
  return element(
    'div',
    { class: 'detail-block wide text-descriptors' },
    element('h3', {}, 'How the texts changed'),
    table.node,
    notes.length > 0 && element('ul', { class: 'plain-list small' }, ...notes),
    element(
      'p',
      { class: 'muted small' },
      'Missing texts are left out. Words are of the letters A to Z; a sentence ends with a full stop or question mark before white space; non-letters are neither letters of any script nor spaces. The column’s own verdict does not rest on these.',
    ),
  );
}

/** The mean; hovering tells what else is known of this side. */
function meanText({ count, mean, median, standardDeviation }: TextDescriptor['reference']): HTMLElement {
  const text = numberText(mean);
  if (mean !== null)
    text.title = `mean ${mean}, median ${median ?? '–'}, standard deviation ${standardDeviation ?? '–'}, of ${formatCount(count)} texts`;
  return text;
}

/** From when on it drifted, by the windows of the current data; hovering tells how many did, and the score of each. */
function firstText({ windows = [] }: TextDescriptor): HTMLElement {
  const length = windowLength(windows);
  const first = firstDrifted(windows);
  const scores = windows.map(({ from, score, reason }) => `${momentText(from, length)}: ${score ?? reason ?? '–'}`).join('\n');
  return element('span', { title: `${windowsInWords(windows)}\n${scores}` }, first === null ? 'never' : momentText(first.from, length));
}

/** A verdict under strict tells its effect too, as that has to be large enough. */
function verdict(descriptor: TextDescriptor): HTMLElement {
  const { strict, drifted } = descriptor;
  const sign = drifted === null ? 'question' : drifted ? 'warning' : 'check';
  const effect =
    strict && ` (${strict.effect.name} ${formatNumber(strict.effect.value)}, drift from ${formatNumber(strict.effect.threshold)})`;
  return element(
    'span',
    {},
    icon(sign),
    ` ${verdictWords(descriptor)}`,
    effect !== undefined && element('span', { class: 'muted small' }, effect),
  );
}

/** What the reader should know of a descriptor, and which defects of Evidently it reproduces. */
function notesOf({ name, reason, defects = [] }: TextDescriptor): HTMLElement[] {
  const said = [...(reason === null ? [] : [reason]), ...defects];
  return said.map(sentence => element('li', {}, `${textDescriptorNames[name]}: ${visibleText(sentence)}`));
}
