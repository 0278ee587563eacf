import { type QualityMetric, type QualityReport, type QualityWindow } from '../../src/quality/contract';
import { DataTable } from '../kit/dataTable';
import { element } from '../kit/element';
import { formatCount, formatNumber } from '../kit/format';
import { responsiveChart } from '../kit/responsiveChart';
import { numberText } from '../kit/valueText';
import { intervalText } from './metricsTable';
import { metricName } from './metricWords';
import { hasWindowValues, windowsChart } from './windowsChart';

/** A metric over windows: the plot, what its marks mean, and the numbers. */
export function windowsSection(report: QualityReport, metric: QualityMetric): HTMLElement {
  const { windows, estimate } = report;
  const band = report.bands[metric] ?? null;
  const name = metricName(metric);
  if (!hasWindowValues(windows, metric)) return element('p', { class: 'muted' }, `No window has a value of ${name}.`);
  const chart = responsiveChart(width => [windowsChart({ metric, windows, band }, width)]);
  const words = [
    band !== null &&
      `Shaded: ${formatNumber(band.low)} to ${formatNumber(band.high)}, the mean of the reference’s windows ± 3 standard deviations.`,
    estimate !== null && 'Hollow squares: estimated without labels.',
  ].filter(text => text !== false);
  return element(
    'div',
    {},
    element('figure', {}, chart.node),
    element('p', { class: 'muted small' }, words.join(' ')),
    estimate !== null && element('p', { class: 'notice assumption' }, estimate.assumption, ' ', calibratedWords(estimate.calibrated)),
    element('details', {}, element('summary', {}, 'The windows as a table'), windowsTable(report, metric)),
  );
}

function calibratedWords(calibrated: readonly boolean[]): string {
  if (calibrated.every(one => one)) return 'The probabilities were calibrated on the reference first.';
  if (calibrated.some(one => one)) return 'The probabilities of some classes were calibrated on the reference first.';
  return 'The probabilities are used as they are: calibration did not make them truer on the reference.';
}

function windowsTable({ windows, bands }: QualityReport, metric: QualityMetric): HTMLElement {
  const band = bands[metric];
  const table = new DataTable<QualityWindow>({
    label: `${metricName(metric)} of each window`,
    nameColumn: 1,
    key: window => `${window.side} ${window.name} ${window.from ?? ''}`,
    sort: null,
    columns: [
      { title: 'Side', cell: window => window.side },
      { title: 'Window', cell: window => window.name },
      { title: 'Begins', cell: ({ from }) => (from === null ? '–' : new Date(from).toISOString().slice(0, 16).replace('T', ' ')) },
      { title: 'Rows', class: 'end', cell: window => formatCount(window.rows) },
      {
        title: metricName(metric),
        class: 'end',
        cell: ({ values }) => intervalText(values[metric] ?? { value: null, low: null, high: null }),
      },
      { title: 'Estimated', class: 'end', cell: ({ estimated }) => numberText(estimated[metric]) },
      { title: 'Band', cell: window => bandWords(window, metric, band) },
    ],
  });
  table.setRows(windows);
  return table.node;
}

function bandWords({ values, estimated }: QualityWindow, metric: QualityMetric, band: { low: number; high: number } | undefined): string {
  const value = values[metric]?.value ?? estimated[metric] ?? null;
  if (value === null || band === undefined) return '–';
  return value < band.low ? 'below' : value > band.high ? 'above' : 'inside';
}
