import { type QualityMetric, type QualityReport } from '../../src/quality/contract';
import { dropdown } from '../kit/controls';
import { element, refill } from '../kit/element';
import { loadView, saveView } from '../kit/viewState';
import { visibleText } from '../kit/visibleText';
import { calibrationSection } from './calibrationSection';
import { confusionSection } from './confusionSection';
import { metricsTable } from './metricsTable';
import { metricName } from './metricWords';
import { segmentsTable } from './segmentsTable';
import { windowsSection } from './windowsSection';

/** How the page is looked at: kept over a reload. */
const defaults = { metric: '', feature: 0 };

/** The metric table, then the metric over windows, calibration, confusion and quality by value. */
export function qualityBody(report: QualityReport): HTMLElement {
  return new QualityBody(report).node;
}

class QualityBody {
  private view = loadView(defaults);
  private readonly windows = element('div');
  private readonly segments = element('div');
  readonly node: HTMLElement;

  constructor(private readonly report: QualityReport) {
    const { calibration, confusion, classes, positive, notes } = report;
    this.node = element(
      'div',
      { class: 'quality' },
      ...notes.map(note => element('p', { class: 'notice' }, visibleText(note))),
      metricsTable(report),
      element('section', { 'aria-label': 'Over windows' }, element('h2', {}, 'Over windows'), this.metricChoice(), this.windows),
      calibration && calibrationSection(calibration, positive === null ? 'the most probable class' : visibleText(positive)),
      confusion && confusionSection(confusion, classes ?? []),
      report.features.length > 0 &&
        element(
          'section',
          { 'aria-label': 'Quality by value' },
          element('h2', {}, 'Quality by value'),
          this.featureChoice(),
          this.segments,
        ),
    );
    this.draw();
  }

  private get metric(): QualityMetric {
    const { metrics, verdict } = this.report;
    return metrics.find(({ metric }) => metric === this.view.metric)?.metric ?? verdict.metric;
  }

  private metricChoice(): HTMLElement {
    const choices = this.report.metrics.map(({ metric }) => ({ value: metric, text: metricName(metric) }));
    return dropdown('Metric', choices, this.metric, metric => this.change({ metric }));
  }

  private featureChoice(): HTMLElement {
    const choices = this.report.features.map(({ name }, place) => ({ value: String(place), text: visibleText(name) }));
    const chosen = String(Math.min(this.view.feature, choices.length - 1));
    return dropdown('Column', choices, chosen, place => this.change({ feature: Number(place) }));
  }

  private change(change: Partial<typeof defaults>): void {
    this.view = { ...this.view, ...change };
    saveView(this.view);
    this.draw();
  }

  private draw(): void {
    const { features } = this.report;
    const feature = features[Math.min(this.view.feature, features.length - 1)];
    refill(this.windows, windowsSection(this.report, this.metric));
    refill(this.segments, feature && segmentsTable(feature, this.metric));
  }
}
