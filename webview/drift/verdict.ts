import { countOf } from '../../src/base/countOf';
import { driftedWithinNoise } from '../../src/domain/driftVerdict';
import { type DriftReport } from '../../src/drift/contract';

/** What the counts of the verdict leave out, in words; null if nothing. */
export function notCounted(report: Pick<DriftReport, 'columns' | 'dataset'>): string | null {
  const others = report.columns.filter(column => column.role !== 'feature' && column.status === 'ok').length;
  const parts = [
    report.dataset.drifted !== null &&
      report.dataset.skipped > 0 &&
      `${countOf(report.dataset.skipped, 'feature')} that could not be tested`,
    others > 0 && `${countOf(others, 'column')} that ${others === 1 ? 'is not a feature' : 'are not features'}`,
  ].filter(part => part !== false);
  return parts.length === 0 ? null : `Not counted: ${parts.join('; ')}.`;
}

/** How many drifted columns lie within what sampling alone would give; null if none. */
export function noisyColumns({ columns }: Pick<DriftReport, 'columns'>): string | null {
  const noisy = driftedWithinNoise(columns);
  if (noisy === 0) return null;
  return `${countOf(noisy, 'of the drifted columns is', 'of the drifted columns are')} within sampling noise.`;
}

/** How many embeddings drifted, which the verdict on the data does not count; null where none was compared. */
export function driftedEmbeddings({ embeddings = [] }: Pick<DriftReport, 'embeddings'>): string | null {
  if (embeddings.length === 0) return null;
  const drifted = embeddings.filter(each => each.drifted === true).length;
  const open = embeddings.filter(each => each.drifted === null).length;
  return `${drifted} of ${countOf(embeddings.length, 'embedding')} drifted${open === 0 ? '' : `, ${open} could not be compared`}.`;
}

export function driftHeading(report: DriftReport): string {
  if (report.imported) return `Drift report of ${report.imported.tool}`;
  return report.model ? `Drift of ${report.model.name} v${report.model.version}` : 'Drift between two data sets';
}
