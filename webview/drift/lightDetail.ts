import { type DriftColumn } from '../../src/drift/contract';
import { element, refill } from '../kit/element';
import { columnDetail, type DetailView } from './columnDetail';

/**
 * The detail of a column that came without what is large: asked for when it is opened, or, in a file that left it out, a
 * word on that with what is there.
 */
export function lightDetail(column: DriftColumn, view: DetailView, ask: (() => Promise<DriftColumn | null>) | null): HTMLElement {
  const place = element('div', { class: 'light-detail' });
  if (ask === null) {
    const words =
      'The charts, quantiles, inputs and descriptors of this column were left out to keep the file below 1 MB. They are in the saved report.';
    refill(place, element('p', { class: 'notice' }, words), columnDetail(column, view));
    return place;
  }
  refill(place, element('p', { class: 'muted loading', role: 'status' }, 'Loading the column…'));
  void ask().then(whole => refill(place, columnDetail(whole ?? column, view)));
  return place;
}
