import { type Failure, failureSentence } from '../../src/base/result';
import { button, textField } from '../kit/controls';
import { element, on, refill } from '../kit/element';
import { visibleText } from '../kit/visibleText';

/** The filter in MLflow's words: Enter sends it. What is wrong with it stands below. */
export class FilterBox {
  readonly node: HTMLElement;
  private readonly field;
  private readonly problem = element('div', { class: 'filter-problem', role: 'alert' });
  private readonly clear;

  constructor(
    private applied: string,
    private readonly onApply: (filter: string) => void,
  ) {
    this.field = textField({
      label: 'Filter runs, in MLflow’s grammar. Enter applies it.',
      placeholder: "filter, e.g. metrics.auc > 0.8 and params.model = 'tree'",
      value: applied,
      onInput: () => this.draw(),
      onEnter: text => this.apply(text),
    });
    on(this.field, 'keydown', event => {
      if (event.key === 'Escape' && this.field.value !== this.applied) this.write(this.applied);
    });
    this.clear = button('Clear', () => {
      this.write('');
      this.apply('');
    });
    this.node = element(
      'div',
      { class: 'filter-box', role: 'search' },
      element('div', { class: 'filter-line' }, this.field, this.clear),
      this.problem,
    );
    this.draw();
  }

  /** Says why the filter that was sent found nothing; null: nothing is wrong with it. */
  showFailure(failure: Failure | null): void {
    refill(this.problem, failure === null ? null : visibleText(failureSentence(failure)));
    this.node.classList.toggle('wrong', failure !== null);
  }

  private apply(text: string): void {
    this.applied = text;
    this.draw();
    this.onApply(text);
  }

  private write(text: string): void {
    this.field.value = text;
    this.draw();
  }

  private draw(): void {
    const text = this.field.value ?? this.applied;
    this.clear.hidden = text === '' && this.applied === '';
    this.node.classList.toggle('unsent', text !== this.applied);
  }
}
