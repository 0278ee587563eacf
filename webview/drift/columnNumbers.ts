import { type ColumnSide, type DriftColumn, type DriftReport, type TestInput } from '../../src/drift/contract';
import { type Child, element } from '../kit/element';
import { formatCount } from '../kit/format';
import { jsonNumberText, numberText } from '../kit/valueText';
import { visibleText } from '../kit/visibleText';
import { methodName, scoreKind } from './method';
import { missingShare } from './missingShare';
import { strictFigures } from './strictWords';
import { comparisonSign, verdictWords } from '../../src/domain/driftVerdict';
import { thresholdOrigin } from './whyThisTest';

type ReportFacts = Pick<DriftReport, 'made' | 'imported'>;

/** The test with all that went into it, the verdict and what it rests on, and the sizes of both sides. */
export function columnNumbers(column: DriftColumn, report: ReportFacts): HTMLElement {
  const pairs: [string, Child][] = [
    ['Verdict', verdictWords(column)],
    ...testFigures(column, report),
    ...(column.strict ? strictFigures(column.strict) : []),
    ...(column.inputs ?? []).map(inputFigure),
  ];
  if (report.imported === undefined) pairs.push(['Missing', missingWords(column)]);
  const list = element(
    'dl',
    { class: 'numbers' },
    ...pairs.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
  );
  return element('div', {}, list, report.imported === undefined && sidesTable(column));
}

function testFigures(column: DriftColumn, report: ReportFacts): [string, Child][] {
  const { method, noise, withinNoise } = column;
  if (method === null) return [];
  const kind = scoreKind(method);
  const limit = numberText(column.cutoff ?? column.threshold);
  const figures: [string, Child][] = [
    ['Test', methodName(method)],
    [kind === 'p-value' ? 'P-value' : kind === 'distance' ? 'Distance' : kind, numberText(column.score)],
    [
      'Drifts if',
      element('span', {}, driftsIf(column), ' ', limit, report.imported === undefined && `, ${thresholdOrigin(column, report)}`),
    ],
    ...errorBound(column),
    ['Severity', element('span', {}, jsonNumberText(column.severity), severityMeaning(kind))],
  ];
  if (noise === null) return figures;
  const where = withinNoise === null ? '' : withinNoise ? '; this score lies within' : '; this score lies beyond';
  return [
    ...figures,
    [
      'Sampling noise',
      element('span', {}, `95 % of scores without drift are ${kind === 'p-value' ? 'at least' : 'at most'} `, numberText(noise), where),
    ],
  ];
}

/** Where a side is a profile's sketch: what the score of the data is known to be. */
function errorBound({ errorBound }: DriftColumn): [string, Child][] {
  if (errorBound === undefined) return [];
  const { lowest, highest } = errorBound;
  return [['Error bound', element('span', {}, 'the score of the data lies between ', numberText(lowest), ' and ', numberText(highest))]];
}

function inputFigure({ name, value }: TestInput): [string, Child] {
  return [visibleText(name), typeof value === 'number' ? numberText(value) : visibleText(value)];
}

function driftsIf(column: DriftColumn): string {
  return comparisonSign({ method: column.method, drifted: true });
}

function severityMeaning(kind: string): string {
  return kind === 'p-value' ? ' (log p / log threshold; 1 or more drifts)' : ' (times the threshold; 1 or more drifts)';
}

function missingWords(column: DriftColumn): string {
  return `${missingShare(column)}${column.missingChange.flagged ? ', a significant change' : ''}`;
}

function sidesTable(column: DriftColumn): HTMLElement {
  const row = (name: string, side: ColumnSide): HTMLElement =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      ...[side.count, side.missing, side.unique].map(count => element('td', { class: 'end' }, count === null ? '–' : formatCount(count))),
    );
  const head = ['', 'Values', 'Missing', 'Distinct'].map(title =>
    element('th', { scope: 'col', class: title === '' ? null : 'end' }, title),
  );
  return element(
    'table',
    { class: 'compact', 'aria-label': 'Sizes' },
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, row('reference', column.reference), row('current', column.current)),
  );
}
