import { type QualityReport, type ReliabilityBin } from '../../src/quality/contract';
import { bottomAxis, leftAxis } from '../kit/axis';
import { DataTable } from '../kit/dataTable';
import { element, on, svg } from '../kit/element';
import { formatCount, formatNumber } from '../kit/format';
import { sidesLegend } from '../kit/legend';
import { responsiveChart } from '../kit/responsiveChart';
import { linearScale, type Scale } from '../kit/scale';
import { hideTooltip, showTooltip } from '../kit/tooltip';
import { numberText } from '../kit/valueText';

type Curves = NonNullable<QualityReport['calibration']>;

const SIDE = 320;
const LEFT = 44;
const TOP = 8;
const AXIS = 26;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** How probabilities compare with what came true: the reliability curves of both sides and their numbers. */
export function calibrationSection(curves: Curves, ofWhat: string): HTMLElement {
  const chart = responsiveChart(width => [draw(curves, Math.min(width, SIDE + LEFT))]);
  return element(
    'section',
    { 'aria-label': 'Calibration' },
    element('h2', {}, 'Calibration'),
    element(
      'figure',
      {},
      element('figcaption', { class: 'chart-head' }, element('h3', {}, `Came true, by predicted probability of ${ofWhat}`), sidesLegend()),
      chart.node,
    ),
    element('p', { class: 'muted small' }, 'On the dashed line a probability of 30 % comes true in 30 % of the rows.'),
    element('details', {}, element('summary', {}, 'The curves as a table'), binsTable(curves)),
  );
}

function draw(curves: Curves, width: number): SVGElement {
  const height = width - LEFT + TOP + AXIS;
  const [right, base] = [width - 8, height - AXIS];
  const x = linearScale([0, 1], [LEFT, right]);
  const y = linearScale([0, 1], [base, TOP]);
  const picture = svg('svg', {
    width,
    height,
    role: 'img',
    'aria-label': 'Reliability curves of both sides; their numbers are in the table below.',
  });
  picture.append(
    leftAxis({ scale: y, ticks: TICKS }, { from: LEFT, to: right }),
    bottomAxis({ scale: x, ticks: TICKS }, { from: LEFT, to: right, y: base }),
    svg('line', { class: 'diagonal', x1: x(0), y1: y(0), x2: x(1), y2: y(1) }),
    ...curve('reference', curves.reference, { x, y }),
    ...curve('current', curves.current, { x, y }),
  );
  return picture;
}

function curve(side: 'reference' | 'current', bins: readonly ReliabilityBin[], { x, y }: { x: Scale; y: Scale }): SVGElement[] {
  const path = bins.map(
    ({ predicted, observed }, index) => `${index === 0 ? 'M' : 'L'}${x(predicted).toFixed(1)} ${y(observed).toFixed(1)}`,
  );
  const points = bins.map(bin => {
    const point = svg('circle', { class: `point-${side}`, cx: x(bin.predicted), cy: y(bin.observed), r: 4 });
    on(point, 'pointermove', event =>
      showTooltip(
        event,
        `${side}: ${formatCount(bin.rows)} rows`,
        `predicted ${formatNumber(bin.predicted)}`,
        `came true ${formatNumber(bin.observed)}`,
      ),
    );
    return on(point, 'pointerleave', hideTooltip);
  });
  return [svg('path', { class: `curve-${side}`, d: path.join('') }), ...points];
}

function binsTable({ reference, current }: Curves): HTMLElement {
  const rows = [
    ...reference.map((bin, place) => ({ side: 'reference', bin, place })),
    ...current.map((bin, place) => ({ side: 'current', bin, place })),
  ];
  const table = new DataTable<(typeof rows)[number]>({
    label: 'Reliability curves',
    nameColumn: 0,
    key: ({ side, place }) => `${side} ${place}`,
    sort: null,
    columns: [
      { title: 'Side', cell: row => row.side },
      { title: 'Rows', class: 'end', cell: ({ bin }) => formatCount(bin.rows) },
      { title: 'Mean probability', class: 'end', cell: ({ bin }) => numberText(bin.predicted) },
      { title: 'Came true', class: 'end', cell: ({ bin }) => numberText(bin.observed) },
    ],
  });
  table.setRows(rows);
  return table.node;
}
