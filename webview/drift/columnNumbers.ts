import { type ColumnSide, type DriftColumn } from '../../src/drift/contract';
import { type Child, element } from '../kit/element';
import { formatCount, formatShare } from '../kit/format';
import { jsonNumberText, numberText } from '../kit/valueText';
import { comparisonSign, methodName, scoreKind } from './method';
import { columnVerdict } from './verdict';

/** Every figure of a column's row with the words for it. */
export function columnNumbers(column: DriftColumn): HTMLElement {
  const { method } = column;
  const pairs: [string, Child][] = [['Verdict', columnVerdict(column)]];
  if (method !== null) {
    pairs.push(['Test', methodName(method)]);
    pairs.push([scoreKind(method) === 'p-value' ? 'P-value' : 'Distance', numberText(column.score)]);
    pairs.push(['Drifts if', element('span', {}, driftsIf(column), ' ', numberText(column.threshold))]);
    pairs.push(['Severity', element('span', {}, jsonNumberText(column.severity), severityMeaning(scoreKind(method)))]);
  }
  pairs.push(['Missing', missingWords(column)]);
  const list = element(
    'dl',
    { class: 'numbers' },
    ...pairs.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
  );
  return element('div', {}, list, sidesTable(column));
}

function driftsIf(column: DriftColumn): string {
  return comparisonSign({ method: column.method, drifted: true });
}

function severityMeaning(kind: string): string {
  return kind === 'p-value' ? ' (log p / log threshold; 1 or more drifts)' : ' (times the threshold; 1 or more drifts)';
}

function missingWords(column: DriftColumn): string {
  const { from, to, flagged } = column.missingChange;
  return `${formatShare(from)} → ${formatShare(to)}${flagged ? ', a significant change' : ''}`;
}

function sidesTable(column: DriftColumn): HTMLElement {
  const row = (name: string, side: ColumnSide): HTMLElement =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      ...[side.count, side.missing, side.unique].map(count => element('td', { class: 'end' }, formatCount(count))),
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
