import { button } from '../kit/controls';
import { element, refill } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatCount } from '../kit/format';
import { type RunsSource } from './runsSource';

interface Shown {
  readonly source: Pick<RunsSource, 'rows' | 'total' | 'isLoading' | 'isComplete'>;
  readonly nested: boolean;
  readonly filtered: boolean;
  /** How many groups; null: not grouped. */
  readonly groups: number | null;
}

/** How many runs there are and how many of them were read, below the table. */
export class StatusLine {
  private readonly words = element('span', { role: 'status' });
  private readonly note = element('span', {});
  readonly node = element('div', { class: 'status-line' }, this.words, this.note);

  constructor(private readonly onReadAgain: () => void) {}

  show(shown: Shown): void {
    this.words.textContent = statusWords(shown);
    if (!shown.source.isLoading) return;
    refill(this.note);
  }

  /** The store changed, and the list is too long to be read again unasked. */
  stale(): void {
    refill(this.note, 'The store changed since this was read. ', button('Read again', this.onReadAgain));
  }
}

function statusWords({ source, nested, filtered, groups }: Shown): string {
  const loaded = source.rows.length;
  if (loaded === 0) return source.isLoading ? 'Reading…' : filtered ? 'No run passes the filter.' : 'No runs yet.';
  const parts = [
    ...countWords(source, nested),
    groups === null ? null : `${countOf(groups, 'group')} of the loaded runs`,
    source.isLoading ? 'reading…' : null,
  ];
  return parts.filter(part => part !== null).join(' · ');
}

/** How many there are, and how many of them are loaded where that is another number. */
function countWords(source: Shown['source'], nested: boolean): readonly string[] {
  const loaded = source.rows.length;
  if (source.total === loaded || (source.total === null && source.isComplete)) return [countOf(loaded, 'run')];
  const words = nested ? `${countOf(loaded, 'top run')} loaded` : `${formatCount(loaded)} loaded`;
  return source.total === null ? [words] : [countOf(source.total, 'run'), words];
}
