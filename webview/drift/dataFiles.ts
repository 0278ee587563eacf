import { type DatasetSide, type DriftReport } from '../../src/drift/contract';
import { element, on } from '../kit/element';
import { formatCount } from '../kit/format';
import { type ReportActions } from '../kit/reportHost';
import { visibleText } from '../kit/visibleText';

/** Exactly which files were compared, with their checksums. */
export function dataFiles(report: DriftReport, actions: ReportActions | null): HTMLElement {
  const rows = [...sideRows('reference', report.reference, actions), ...sideRows('current', report.current, actions)];
  const head = ['Side', 'File', 'SHA-256'].map(title => element('th', { scope: 'col' }, title));
  const table = element(
    'table',
    { 'aria-label': 'Files compared' },
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows),
  );
  return element('details', { class: 'files' }, element('summary', {}, 'Files compared'), element('div', { class: 'table-frame' }, table));
}

function sideRows(name: string, side: DatasetSide, actions: ReportActions | null): HTMLElement[] {
  return side.files.map(file =>
    element(
      'tr',
      {},
      element('td', { title: `${formatCount(side.rows)} rows on this side` }, name),
      element('td', {}, element('bdi', { class: 'path' }, visibleText(file.path))),
      element('td', { class: 'number', title: file.sha256 }, file.sha256.slice(0, 8), actions && copyButton(file.sha256, actions)),
    ),
  );
}

function copyButton(text: string, actions: ReportActions): HTMLElement {
  const control = element('button', { type: 'button', class: 'plain-button copy', 'aria-label': 'Copy the checksum' }, 'copy');
  return on(control, 'click', () => actions.copyText(text));
}
