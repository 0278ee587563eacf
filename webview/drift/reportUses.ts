import { escapeMarkdown } from '../../src/base/escapeMarkdown';
import { driftMarkdown } from '../../src/domain/driftMarkdown';
import { type DriftReport } from '../../src/drift/contract';
import { type EarlierReport } from '../../src/reports/contract';
import { element, on, refill } from '../kit/element';
import { type ReportActions } from '../kit/reportHost';
import { columnsCsv } from './columnsCsv';
import { comparison } from './comparison';
import { driftHeading } from './verdict';

/** The ways to use a report elsewhere, and the comparison with the one before it, which opens below them. */
export function reportUses(report: DriftReport, actions: ReportActions): HTMLElement {
  const place = element('div', { 'aria-live': 'polite' });
  const compare = plainButton('Compare with the last report', () => void showComparison(report, actions, place));
  const copied = element('span', { class: 'muted small', role: 'status' });
  const copy = plainButton('Copy as Markdown', () => {
    actions.copyText(driftMarkdown(report, escapeMarkdown(driftHeading(report))));
    copied.textContent = 'Copied.';
  });
  const csv = plainButton('Export CSV', () => actions.saveFile({ format: 'csv', of: '', content: columnsCsv(report) }));
  const json = plainButton('Export JSON', () => actions.exportJson());
  const buttons = element('div', { class: 'report-uses', role: 'group', 'aria-label': 'Use the report' }, compare, copy, csv, json, copied);
  return element('div', {}, buttons, place);
}

async function showComparison(report: DriftReport, actions: ReportActions, place: HTMLElement): Promise<void> {
  const found = await actions.earlier();
  if (found === undefined) return;
  if (found === null) {
    const subject = report.model ? 'of this model' : 'against this reference data';
    return refill(place, element('p', { class: 'notice' }, `There is no older saved report ${subject}.`));
  }
  // The host finds reports of this page's kind only.
  refill(
    place,
    comparison(found as EarlierReport<DriftReport>, report, () => refill(place)),
  );
}

function plainButton(text: string, act: () => void): HTMLElement {
  return on(element('button', { type: 'button', class: 'plain-button' }, text), 'click', act);
}
