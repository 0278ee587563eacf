import { type Failure, failureSentence } from '../../src/base/result';
import { completeFilter, type FilterCompletion, type KnownKeys } from '../../src/domain/search/completeFilter';
import { refusedByServer } from '../../src/domain/search/filterProblem';
import { parseFilter } from '../../src/domain/search/parseFilter';
import { RUN_SEARCH } from '../../src/domain/search/runSearch';
import { button } from '../kit/controls';
import { element, on, refill } from '../kit/element';
import { visibleText } from '../kit/visibleText';
import { CompletionList } from './completionList';

interface FilterOptions {
  readonly applied: string;
  readonly onApply: (filter: string) => void;
  readonly keys: () => KnownKeys;
  /** Whether the store takes more than MLflow's own grammar. */
  readonly isBeyond: () => boolean;
}

interface Problem {
  readonly sentence: string;
  readonly at: number;
  readonly length: number;
}

/** What is wrong with a filter, and where; null if it can be sent. */
function filterProblem(text: string, isBeyond: boolean): Problem | null {
  const parsed = parseFilter(text, RUN_SEARCH);
  if (!parsed.ok) return { sentence: failureSentence(parsed.failure), at: parsed.problem.at, length: parsed.problem.length };
  const beyond = isBeyond ? null : parsed.value.beyondMlflow;
  if (beyond === null) return null;
  const refused = refusedByServer<never>(text, beyond);
  return { sentence: refused.ok ? '' : failureSentence(refused.failure), at: beyond.at, length: beyond.length };
}

/** The filter in MLflow's words: it is completed while one types, what is wrong is underlined, and Enter sends it. */
export class FilterBox {
  readonly node: HTMLElement;
  private readonly field: HTMLInputElement;
  private readonly underline = element('div', { class: 'filter-underline', 'aria-hidden': 'true' });
  private readonly problem = element('div', { class: 'filter-problem', role: 'alert' });
  private readonly clear;
  private readonly completions: CompletionList;
  private applied: string;

  constructor(private readonly options: FilterOptions) {
    this.applied = options.applied;
    this.field = element('input', {
      type: 'text',
      class: 'filter-field',
      'aria-label': 'Filter runs, in MLflow’s grammar. Enter applies it.',
      placeholder: "filter, e.g. metrics.auc > 0.8 AND params.model = 'tree'",
      value: this.applied,
      spellcheck: 'false',
      autocomplete: 'off',
    });
    this.completions = new CompletionList(this.field, completion => this.take(completion));
    on(this.field, 'input', () => this.typed());
    on(this.field, 'keydown', event => this.key(event));
    on(this.field, 'scroll', () => (this.underline.scrollLeft = this.field.scrollLeft));
    on(this.field, 'blur', () => this.completions.close());
    this.clear = button('Clear', () => this.write(''));
    const frame = element('div', { class: 'filter-frame' }, this.field, this.underline, this.completions.node);
    this.node = element(
      'div',
      { class: 'filter-box', role: 'search' },
      element('div', { class: 'filter-line' }, frame, this.clear),
      this.problem,
    );
    this.draw();
  }

  /** Says why the filter that was sent found nothing; null: nothing is wrong with it. */
  showFailure(failure: Failure | null): void {
    if (failure === null && filterProblem(this.field.value, this.options.isBeyond()) !== null) return;
    this.say(failure === null ? null : failureSentence(failure));
  }

  private typed(): void {
    this.draw();
    this.suggest(false);
  }

  private key(event: KeyboardEvent): void {
    if (this.completions.key(event)) return event.preventDefault();
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      this.suggest(true);
    } else if (event.key === 'Enter') this.apply();
    else if (event.key === 'Escape' && this.field.value !== this.applied) {
      this.field.value = this.applied;
      this.draw();
    }
  }

  /** @param asked also where nothing was typed yet. */
  private suggest(asked: boolean): void {
    const cursor = this.field.selectionStart ?? 0;
    const found = completeFilter(this.field.value, cursor, RUN_SEARCH, this.options.keys());
    const isTyping = found.some(({ from, to }) => to > from);
    const [only] = found;
    const isWritten = found.length === 1 && only !== undefined && only.insert === this.field.value.slice(only.from, only.to);
    this.completions.show((isTyping || asked) && !isWritten ? found : []);
  }

  private take({ insert, from, to }: FilterCompletion): void {
    const text = this.field.value;
    const space = text[to] === ' ' || insert.endsWith('.') ? '' : ' ';
    this.field.value = text.slice(0, from) + insert + space + text.slice(to);
    const cursor = from + insert.length + space.length;
    this.field.setSelectionRange(cursor, cursor);
    this.field.focus();
    this.typed();
  }

  /** A filter that is wrong is not sent: what is wrong is said. */
  private apply(): void {
    this.completions.close();
    const text = this.field.value;
    const problem = filterProblem(text, this.options.isBeyond());
    this.say(problem?.sentence ?? null);
    if (problem !== null) return;
    this.applied = text;
    this.draw();
    this.options.onApply(text);
  }

  private write(text: string): void {
    this.field.value = text;
    this.draw();
    this.apply();
    this.field.focus();
  }

  private say(sentence: string | null): void {
    refill(this.problem, sentence === null ? null : visibleText(sentence));
  }

  /** The wrong place is underlined at once; it is said when the filter is sent, since a filter that is being typed is not whole. */
  private draw(): void {
    const text = this.field.value;
    const problem = filterProblem(text, this.options.isBeyond());
    if (problem === null) this.say(null);
    const length = Math.max(1, problem?.length ?? 0);
    const marked = problem === null ? null : element('span', { class: 'wrong' }, text.slice(problem.at, problem.at + length) || ' ');
    refill(this.underline, problem === null ? null : text.slice(0, problem.at), marked);
    this.underline.scrollLeft = this.field.scrollLeft;
    this.field.setAttribute('aria-invalid', String(problem !== null));
    this.clear.hidden = text === '' && this.applied === '';
    this.node.classList.toggle('unsent', text !== this.applied);
  }
}
