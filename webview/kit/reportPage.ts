import { type Failure } from '../../src/base/result';
import { type reportPage, type ReportPageState } from '../../src/reports/contract';
import './theme.css';
import './page.css';
import { type Child, element, refill } from './element';
import { progressBar, reportActions } from './reportActions';
import { findReportHost, type ReportActions } from './reportHost';
import { watchColorScheme } from './theme';
import { visibleText } from './visibleText';
import { rememberReport } from './viewState';

/** What makes a page of one kind of report out of the common frame: header, actions, progress, failures. */
export interface ReportPageParts<Report> {
  readonly heading: (report: Report) => string;
  /** The answer in words, below the heading. */
  readonly verdict: (report: Report) => Child;
  /** Short facts: data, method, how long it took. */
  readonly facts: (report: Report) => readonly Child[];
  readonly body: (report: Report, actions: ReportActions | null) => HTMLElement;
  /** The same for two copies of one report, so that progress does not draw it again. */
  readonly identity: (report: Report) => string;
}

/** Connects the page and keeps it showing the state that the host sends. */
export function startReportPage<Report>(page: ReturnType<typeof reportPage<Report>>, parts: ReportPageParts<Report>): void {
  watchColorScheme();
  const root = document.getElementById('root') ?? document.body.appendChild(element('div', { id: 'root' }));
  const frame = new ReportFrame(parts);
  refill(root, frame.node);
  const host = findReportHost(page, failure => frame.showFailure(failure));
  host.start(state => {
    // A report that is still being read back has no name yet: the remembered one stays.
    if (state.savedAs !== null || state.report !== null) rememberReport(state.savedAs);
    frame.show(state, host.actions);
  });
}

class ReportFrame<Report> {
  private readonly header = element('header', { class: 'page-header' });
  private readonly progress = element('div', { class: 'page-progress' });
  private readonly notices = element('div', { class: 'page-notices' });
  private readonly body = element('div', { class: 'page-body' });
  private shown: string | null = null;
  readonly node = element('main', { class: 'page' }, this.header, this.progress, this.notices, this.body);

  constructor(private readonly parts: ReportPageParts<Report>) {}

  show(state: ReportPageState<Report>, actions: ReportActions | null): void {
    document.title = state.title;
    this.showHeader(state, actions);
    refill(this.progress, state.running && progressBar(state.running, actions));
    refill(this.notices);
    if (state.failure) this.showFailure(state.failure, state.report !== null);
    this.showBody(state, actions);
  }

  showFailure(failure: Failure, reportBelow = false): void {
    const note = reportBelow ? 'What is shown below is the report from before.' : null;
    const text = [failure.message, failure.nextStep, note].filter(part => part !== null && part !== undefined).join(' ');
    refill(
      this.notices,
      element('p', { class: failure.reason === 'cancelled' ? 'notice' : 'notice notice-error', role: 'alert' }, visibleText(text)),
    );
  }

  private showHeader(state: ReportPageState<Report>, actions: ReportActions | null): void {
    const { report } = state;
    const heading = element('h1', {}, visibleText(report ? this.parts.heading(report) : state.title));
    refill(
      this.header,
      element('div', { class: 'title-row' }, heading, actions && reportActions(state, actions)),
      report && element('p', { class: 'verdict' }, this.parts.verdict(report)),
      report &&
        element(
          'ul',
          { class: 'facts', 'aria-label': 'About this report' },
          ...this.parts.facts(report).map(fact => isShown(fact) && element('li', {}, fact)),
          savedFact(state.savedAs),
          state.loggedTo ? element('li', {}, 'logged to the run ', element('bdi', { class: 'path' }, visibleText(state.loggedTo))) : null,
        ),
    );
  }

  private showBody(state: ReportPageState<Report>, actions: ReportActions | null): void {
    const { report } = state;
    const identity = report ? this.parts.identity(report) : null;
    if (identity !== null && identity === this.shown) return;
    this.shown = identity;
    if (report) refill(this.body, this.parts.body(report, actions));
    else
      refill(
        this.body,
        !state.running &&
          !state.failure &&
          element('p', { class: 'empty' }, 'There is no report yet.', state.canRun && ' Run it to make one.'),
      );
  }
}

function isShown(fact: Child): boolean {
  return fact !== null && fact !== undefined && fact !== false;
}

function savedFact(savedAs: string | null): HTMLElement | null {
  return savedAs === null ? null : element('li', {}, 'saved as ', element('bdi', { class: 'path', title: savedAs }, visibleText(savedAs)));
}
