import { type Progress } from '../base/protocol';
import { type Terminal } from './command';
import { visible } from './plainText';

interface ProgressLine {
  readonly show: (progress: Progress) => void;
  /** Says a line that stays, above the progress. */
  readonly say: (text: string) => void;
  readonly clear: () => void;
}

const ERASE_LINE = '\r\x1b[K';

/** One line on standard error that is overwritten as the work proceeds; nothing where nobody watches. */
export function progressLine(terminal: Terminal): ProgressLine {
  let shown = '';
  const draw = (next: string): void => {
    if (next === shown) return;
    terminal.say(ERASE_LINE + next);
    shown = next;
  };
  const clear = (): void => draw('');
  return {
    show: ({ done, total, what }) => {
      if (terminal.watched) draw(total > 0 ? `${visible(what)} (${Math.round((100 * done) / total)} %)` : visible(what));
    },
    say: message => {
      clear();
      terminal.say(message);
    },
    clear,
  };
}
