import { type ExplainReport } from '../../src/explain/contract';
import { tabs } from '../kit/controls';
import { element } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatNumber, formatSigned } from '../kit/format';
import { visibleText } from '../kit/visibleText';
import { barChart, type Bar } from './barChart';
import { BeeswarmChart } from './beeswarmChart';
import { beeswarmRows } from './beeswarmModel';
import { type DisplayedFeatures, displayedFeatures, rankFeatures } from './featureRanking';
import { importanceTable } from './importanceTable';
import { type DotPlace } from './moveDot';
import { importanceOfOutput, unitsOfOutput } from './outputs';
import { featureWithValue } from './pushSentence';

/** shap's default for both plots. */
const MOST_ROWS = 10;

export interface GlobalTabsOptions {
  readonly report: ExplainReport;
  readonly output: number;
  readonly values: readonly (readonly number[])[] | null;
  readonly tab: string;
  readonly onTab: (tab: string) => void;
  readonly onChoose: (keptRow: number) => void;
}

/** All rows together: importance as bars, every value as a beeswarm; the table of the same figures beside both. */
export function globalTabs(options: GlobalTabsOptions): { readonly node: HTMLElement; readonly choose: (keptRow: number | null) => void } {
  const { report, output, values } = options;
  const importance = importanceOfOutput(report, output);
  const displayed = displayedFeatures(rankFeatures(importance), MOST_ROWS);
  const bars = displayed.shown.map((feature): Bar => ({
    label: visibleText(report.features[feature] ?? ''),
    value: importance[feature] ?? 0,
  }));
  if (displayed.others.length > 0)
    bars.push({
      label: `Sum of ${countOf(displayed.others.length, 'other feature')}`,
      value: displayed.others.reduce((sum, feature) => sum + (importance[feature] ?? 0), 0),
    });
  const table = (): HTMLElement => importanceTable(report.features, importance, values);
  const swarm =
    values &&
    new BeeswarmChart(beeswarmRows(report, values, displayed), {
      label: `Beeswarm of SHAP values in ${unitsOfOutput(report, output)}.`,
      describe: describeDot(options, displayed),
      onChoose: options.onChoose,
    });
  const none = element('p', { class: 'empty' }, 'This report keeps no values of single rows: run it again to see them.');
  const node = tabs(
    'Charts',
    [
      {
        id: 'bar',
        title: 'Bar',
        content: element(
          'div',
          { class: 'beside' },
          barChart(bars, `Mean absolute SHAP values in ${unitsOfOutput(report, output)}; the table beside it has the numbers.`),
          table(),
        ),
      },
      {
        id: 'beeswarm',
        title: 'Beeswarm',
        content: swarm ? element('div', { class: 'beside' }, element('figure', {}, swarm.node, greyWords(options)), table()) : none,
      },
    ],
    options.tab,
    options.onTab,
  );
  return { node, choose: keptRow => swarm?.choose(keptRow) };
}

function describeDot({ report, output, values }: GlobalTabsOptions, displayed: DisplayedFeatures): (dot: DotPlace) => readonly string[] {
  return ({ row, keptRow }) => {
    const name = `row ${report.rowIndex[keptRow] ?? keptRow}`;
    const prediction = report.page?.predictions[keptRow]?.[output];
    const end = prediction === undefined ? [] : [`f(x) ${formatNumber(prediction)}`];
    const feature = displayed.shown[row];
    if (feature === undefined) {
      const sum = displayed.others.reduce((total, other) => total + (values?.[keptRow]?.[other] ?? 0), 0);
      return [name, `${countOf(displayed.others.length, 'other feature')} together`, `SHAP ${formatSigned(sum)}`, ...end];
    }
    const value = report.page?.featureValues[keptRow]?.[feature];
    return [
      name,
      featureWithValue(report.features[feature] ?? '', value),
      `SHAP ${formatSigned(values?.[keptRow]?.[feature] ?? 0)}`,
      ...end,
    ];
  };
}

/** Whether a feature's values have an order that colours could show is not visible in a grey dot: it is said. */
function greyWords({ report }: GlobalTabsOptions): HTMLElement | null {
  const all = report.page?.featureValues ?? [];
  const reasons = [
    all.some(row => row.includes(null)) && 'missing values',
    all.some(row => row.some(value => typeof value === 'string')) && 'categories',
    report.features.length > MOST_ROWS && 'the sum of several features',
  ];
  const words = reasons.filter(reason => reason !== false);
  return words.length === 0 ? null : element('figcaption', { class: 'muted small' }, `Grey: ${words.join(', ')}.`);
}
