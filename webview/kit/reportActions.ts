import { type Progress } from '../../src/base/protocol';
import { type ReportPageState } from '../../src/reports/contract';
import { button } from './controls';
import { element } from './element';
import { type ReportActions } from './reportHost';
import { visibleText } from './visibleText';

/** The buttons on the right of the header. What cannot be done now is not there. */
export function reportActions(state: ReportPageState<unknown>, actions: ReportActions): HTMLElement {
  const has = state.report !== null;
  return element(
    'div',
    { class: 'actions', role: 'group', 'aria-label': 'Actions' },
    state.canRun && !state.running && button(has ? 'Re-run' : 'Run', actions.rerun, has ? 'secondary' : 'primary'),
    has && state.canExport !== false && button('Export HTML', actions.exportHtml),
    has && state.canLog === true && button('Log to Run', actions.logToRun),
    has && button('Open as JSON', actions.openJson),
  );
}

/** How far the job is, in words and as a bar, with the way to stop it. */
export function progressBar(progress: Progress, actions: ReportActions | null): HTMLElement {
  const known = progress.total > 0;
  const bar = element(
    'progress',
    known ? { max: progress.total, value: progress.done, 'aria-label': 'Progress' } : { 'aria-label': 'Progress' },
  );
  return element(
    'div',
    { class: 'progress' },
    element('span', { class: 'progress-what', role: 'status' }, visibleText(progress.what)),
    bar,
    actions && button('Cancel', actions.cancel),
  );
}
