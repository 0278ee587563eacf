import { type DriftMethod } from '../../src/domain/driftMethod';
import { type ColumnWindow } from '../../src/domain/columnWindow';
import { DataTable } from '../kit/dataTable';
import { element } from '../kit/element';
import { formatCount } from '../kit/format';
import { numberText } from '../kit/valueText';
import { visibleText } from '../kit/visibleText';
import { scoreKind } from './method';
import { momentText, windowLength, windowVerdict } from './windowsModel';

/** Every window with its score, or with the reason why there is none. */
export function windowsTable(method: DriftMethod, windows: readonly ColumnWindow[]): HTMLElement {
  const length = windowLength(windows);
  const kind = scoreKind(method);
  const table = new DataTable<ColumnWindow>({
    label: 'Windows over time',
    nameColumn: 0,
    key: window => String(window.from),
    sort: null,
    columns: [
      { title: 'From', class: 'moment', cell: window => momentText(window.from, length) },
      { title: 'Values', class: 'end', cell: window => formatCount(window.count) },
      {
        title: kind === 'p-value' ? 'P-value' : kind === 'distance' ? 'Distance' : kind,
        class: 'end',
        cell: window =>
          window.score === null ? element('span', { class: 'muted' }, visibleText(window.reason ?? 'no score')) : numberText(window.score),
      },
      { title: 'Noise', class: 'end', cell: window => numberText(window.noise) },
      { title: 'Verdict', cell: window => windowVerdict(method, window) },
      { title: 'Mean', class: 'end', cell: window => numberText(window.mean) },
      { title: 'Standard deviation', class: 'end long-title', cell: window => numberText(window.standardDeviation) },
    ],
  });
  table.setRows(windows);
  return table.node;
}
