import { detectorParameters } from '../../src/domain/detectorParameters';
import { type DetectReport } from '../../src/detect/contract';
import { element } from '../kit/element';
import { formatCount } from '../kit/format';
import { loadView, saveView } from '../kit/viewState';
import { visibleText } from '../kit/visibleText';
import { changesTable } from './changesTable';
import { StreamChart } from './streamChart';
import { detectorName, notListed } from './words';

/** How the page is looked at: the row of the chosen change, −1 for none. */
const defaults = { chosen: -1 };

/** The stream as a chart, its changes as a table, the parameters, and the files. */
export function detectBody(report: DetectReport): HTMLElement {
  const chart = new StreamChart(report);
  const rest = notListed(report);
  return element(
    'div',
    { class: 'detect' },
    chart.node,
    element('h2', {}, 'Changes'),
    report.changes.length === 0 ? element('p', { class: 'muted' }, 'None was detected.') : changesPart(report, chart),
    rest !== null && element('p', { class: 'notice' }, rest),
    parametersPart(report),
    filesPart(report),
  );
}

function changesPart({ changes }: DetectReport, chart: StreamChart): HTMLElement {
  let { chosen } = loadView(defaults);
  const table = changesTable(changes, ({ row }) => {
    chosen = chosen === row ? -1 : row;
    saveView({ chosen });
    show();
  });
  const show = (): void => {
    table.choose(chosen < 0 ? null : String(chosen));
    chart.choose(chosen < 0 ? null : chosen);
  };
  if (chosen >= 0) show();
  return table.node;
}

function parametersPart({ detector, parameters, seed, river }: DetectReport): HTMLElement {
  const defaultOf = (name: string): unknown => {
    const rules: Readonly<Record<string, { readonly default: unknown }>> = detectorParameters[detector];
    return rules[name]?.default;
  };
  const rows = Object.entries(parameters).map(([name, value]) => {
    const note = value === defaultOf(name) ? 'river’s default' : `river’s default is ${String(defaultOf(name))}`;
    return [name, String(value), note] as const;
  });
  const all = seed === null ? rows : [...rows, ['seed', String(seed), 'of the random draws'] as const];
  return element(
    'section',
    {},
    element('h2', {}, `${detectorName(detector)} as river ${visibleText(river)} computes it`),
    element(
      'dl',
      { class: 'parameters' },
      ...all.flatMap(([name, value, note]) => [
        element('dt', {}, name),
        element('dd', {}, `${value} `, element('span', { class: 'muted small' }, note)),
      ]),
    ),
  );
}

function filesPart({ data }: DetectReport): HTMLElement {
  const rows = data.files.map(file =>
    element(
      'tr',
      {},
      element('td', {}, element('bdi', { class: 'path' }, visibleText(file.path))),
      element('td', { class: 'number', title: file.sha256 }, file.sha256.slice(0, 8)),
    ),
  );
  const head = ['File', 'SHA-256'].map(title => element('th', { scope: 'col' }, title));
  const table = element(
    'table',
    { 'aria-label': 'Files' },
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows),
  );
  return element(
    'details',
    { class: 'files' },
    element('summary', {}, `Data: ${formatCount(data.rows)} rows, in this order`),
    element('div', { class: 'table-frame' }, table),
  );
}
