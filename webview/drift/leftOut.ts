import { type DriftReport } from '../../src/drift/contract';
import { element } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { type ReportActions } from '../kit/reportHost';

/** What an exported page lacks, in words; null if nothing. In the editor the host still has it. */
export function leftOut(report: Pick<DriftReport, 'columns'>, actions: ReportActions | null): HTMLElement | null {
  if (actions !== null) return null;
  const light = report.columns.filter(column => column.light !== undefined).length;
  if (light === 0) return null;
  const words = `To keep this file below 1 MB the charts, quantiles, windows, test inputs and descriptors of texts of ${countOf(light, 'column')} with the least severity were left out. Verdicts, scores and small pictures of all columns are here.`;
  return element('p', { class: 'notice', role: 'note' }, words);
}
