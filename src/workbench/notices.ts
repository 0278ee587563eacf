import { l10n, window, type Memento } from 'vscode';
import { type Failure, failureSentence } from '../base/result';
import { type Log } from './log';

/** A button of a notification. */
export interface Action {
  readonly title: string;
  readonly run: () => unknown;
}

/** The notifications of Model Ops: one a failure, each with something to do; recurring ones can be muted. */
export class Notices {
  constructor(
    private readonly log: Log,
    private readonly memory: Memento,
  ) {}

  /** Says a failure once, in words; its details go to the log. A cancelled job is no news. */
  fail(failure: Failure, ...actions: readonly Action[]): void {
    if (failure.reason === 'cancelled') return;
    this.log.failure(failure);
    const showLog: Action = { title: l10n.t('Show Log'), run: () => this.log.show() };
    void choose(window.showErrorMessage, failureSentence(failure), [...actions, showLog]);
  }

  /** Says what was done and what can be done next. */
  say(sentence: string, ...actions: readonly Action[]): void {
    this.log.info(sentence);
    void choose(window.showInformationMessage, sentence, actions);
  }

  warn(sentence: string, ...actions: readonly Action[]): void {
    this.log.warn(sentence);
    void choose(window.showWarningMessage, sentence, actions);
  }

  /** A notice that comes again and again, until the user mutes it. @param id names it in what is remembered. */
  remind(id: string, sentence: string, ...actions: readonly Action[]): void {
    const key = `modelOps.muted.${id}`;
    if (this.memory.get<boolean>(key) === true) return;
    this.say(sentence, ...actions, { title: l10n.t("Don't Show Again"), run: () => this.memory.update(key, true) });
  }
}

type Show = (message: string, ...items: string[]) => Thenable<string | undefined>;

async function choose(show: Show, sentence: string, actions: readonly Action[]): Promise<void> {
  // A notification turns [text](address) into a link: text from elsewhere must not.
  const chosen = await show(sentence.replaceAll('](', ']\u200b('), ...actions.map(action => action.title));
  await actions.find(action => action.title === chosen)?.run();
}
