import { l10n, window } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type Failure, type Result } from '../../base/result';
import { NOTE_TAG, type TagOwner } from '../../domain/tagOwner';
import { type StoreInfo, storeCalls } from '../../store/contract';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { allowedHere } from '../../workbench/trust';
import { type NamedRun } from '../contract';

type Change = 'rename' | 'tag' | 'note' | 'delete' | 'restore';

/** Changes of runs that the page asks for: each asks what it needs, and says what went wrong. */
export class RunChanges {
  constructor(
    private readonly engine: Engine,
    private readonly notices: Notices,
  ) {}

  /** @returns whether something was changed. */
  async make(change: Change, runs: readonly NamedRun[], store: StoreInfo | null): Promise<boolean> {
    if (!(await allowedHere())) return false;
    if (store?.writable !== true) {
      this.notices.fail(readOnly(store));
      return false;
    }
    const [first] = runs;
    if (first === undefined) return false;
    switch (change) {
      case 'rename':
        return await this.rename(first);
      case 'tag':
        return await this.tag(runs);
      case 'note':
        return await this.note(first);
      case 'delete':
        return await this.delete(runs);
      case 'restore':
        return await this.done(
          this.engine.ask(storeCalls.setRunStage, { runs: ids(runs), stage: 'active' }),
          runs.length === 1 ? l10n.t('{0} is back.', named(first)) : l10n.t('{0} runs are back.', runs.length),
        );
    }
  }

  private async rename({ runId, runName }: NamedRun): Promise<boolean> {
    const name = await window.showInputBox({
      title: l10n.t('Rename {0}', plainLabel(runName)),
      value: runName,
      validateInput: text => (text.trim() === '' ? l10n.t('A run needs a name.') : null),
    });
    if (name === undefined || name === runName) return false;
    return await this.done(this.engine.ask(storeCalls.renameRun, { runId, name }));
  }

  private async tag(runs: readonly NamedRun[]): Promise<boolean> {
    const title = runs.length === 1 ? l10n.t('Tag {0}', named(runs[0])) : l10n.t('Tag {0} runs', runs.length);
    const key = await window.showInputBox({
      title,
      prompt: l10n.t('Which tag?'),
      placeHolder: 'team',
      validateInput: text => (text.trim() === '' ? l10n.t('A tag needs a name.') : null),
    });
    if (key === undefined) return false;
    const value = await window.showInputBox({ title, prompt: l10n.t('Value of {0}. Empty removes the tag.', plainLabel(key)) });
    if (value === undefined) return false;
    const change = value === '' ? { set: {}, remove: [key] } : { set: { [key]: value }, remove: [] };
    return await this.done(this.engine.ask(storeCalls.changeTags, { owners: owners(runs), ...change }));
  }

  private async note({ runId, runName }: NamedRun): Promise<boolean> {
    const run = await this.engine.ask(storeCalls.getRun, { runId });
    if (!run.ok) return await this.done(Promise.resolve(run));
    const before = run.value.tags[NOTE_TAG] ?? '';
    const text = await window.showInputBox({
      title: l10n.t('Note of {0}', plainLabel(runName)),
      prompt: l10n.t('\\n is a line break, \\\\ a backslash'),
      value: before.replaceAll('\\', '\\\\').replaceAll('\n', '\\n'),
    });
    if (text === undefined) return false;
    const note = text.replace(/\\(n|\\)/g, (_, character: string) => (character === 'n' ? '\n' : '\\'));
    if (note === before) return false;
    const change = note === '' ? { set: {}, remove: [NOTE_TAG] } : { set: { [NOTE_TAG]: note }, remove: [] };
    return await this.done(this.engine.ask(storeCalls.changeTags, { owners: owners([{ runId, runName }]), ...change }));
  }

  private async delete(runs: readonly NamedRun[]): Promise<boolean> {
    const shown = runs.slice(0, 10).map(named).join('\n');
    const more = runs.length > 10 ? `\n${l10n.t('and {0} more', runs.length - 10)}` : '';
    const confirm = l10n.t('Delete');
    const chosen = await window.showWarningMessage(
      runs.length === 1 ? l10n.t('Delete the run {0}?', named(runs[0])) : l10n.t('Delete {0} runs?', runs.length),
      {
        modal: true,
        detail: `${runs.length === 1 ? '' : `${shown}${more}\n\n`}${l10n.t('A deleted run keeps its data and can be restored: show deleted runs.')}`,
      },
      confirm,
    );
    if (chosen !== confirm) return false;
    return await this.done(this.engine.ask(storeCalls.setRunStage, { runs: ids(runs), stage: 'deleted' }));
  }

  private async done(asked: Promise<Result<unknown>>, sentence?: string): Promise<boolean> {
    const result = await asked;
    if (!result.ok) this.notices.fail(result.failure);
    else if (sentence !== undefined) this.notices.say(sentence);
    return result.ok;
  }
}

const ids = (runs: readonly NamedRun[]) => runs.map(run => run.runId);
const owners = (runs: readonly NamedRun[]) => runs.map(({ runId }): TagOwner => ({ kind: 'run', runId }));

function named(run: NamedRun | undefined): string {
  return run === undefined ? '' : plainLabel(run.runName, 80) || run.runId.slice(0, 8);
}

function readOnly(store: StoreInfo | null): Failure {
  return { reason: 'read_only', message: store?.readOnlyReason ?? l10n.t('This store can only be read.') };
}
