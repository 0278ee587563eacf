import { button } from '../kit/controls';
import { element, refill } from '../kit/element';
import { countOf, formatCount } from '../kit/format';
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

export function statusWords({ source, nested, filtered, groups }: Shown): string {
  const loaded = source.rows.length;
  if (loaded === 0) return source.isLoading ? 'Reading…' : filtered ? 'No run passes the filter.' : 'No runs yet.';
  const parts = [nested ? `${countOf(loaded, 'top run')} loaded` : `${formatCount(loaded)} loaded`];
  if (source.total !== null) parts.unshift(countOf(source.total, 'run'));
  else if (source.isComplete) parts[0] = countOf(loaded, 'run');
  if (source.total === loaded) parts.pop();
  if (groups !== null) parts.push(`${countOf(groups, 'group')} of the loaded runs`);
  if (source.isLoading) parts.push('reading…');
  return parts.join(' · ');
}
