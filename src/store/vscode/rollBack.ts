import { l10n, ThemeIcon } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type ModelName } from '../../domain/ids';
import { type HistoryEntry } from '../../domain/registryChange';
import { tickStep } from '../../workbench/commands';
import { type ModelArgument, type VersionArgument } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { movesBack, movesDone } from '../../workbench/movesWords';
import { type Notices } from '../../workbench/notices';
import { type Choice, pick } from '../../workbench/pick';
import { relativeTime } from '../../workbench/times';
import { storeCalls } from '../contract';
import { type RegistryChanges } from './registryChanges';
import { type RegistryPickers } from './registryPickers';

/** Shows the history of a model, newest first, and restores how it was before the chosen event. */
export class RollBack {
  constructor(
    private readonly engine: Engine,
    private readonly pickers: RegistryPickers,
    private readonly changes: RegistryChanges,
    private readonly notices: Notices,
  ) {}

  async run(argument: VersionArgument | ModelArgument | undefined): Promise<void> {
    const name = await this.modelName(argument);
    const history = name === undefined ? undefined : this.pickers.value(await this.engine.ask(storeCalls.history, { name }));
    if (name === undefined || history === undefined) return;
    const open = history.filter(entry => entry.undoneBy === null);
    if (open.length === 0) {
      this.notices.say(l10n.t('Nothing to roll back: no stage or alias of {0} was changed yet.', plainLabel(name)));
      return;
    }
    const title = l10n.t('Roll back {0} to how it was before…', plainLabel(name));
    const entry = await pick(
      { title, placeholder: l10n.t('Enter takes back the change on top') },
      newestPossibleFirst(open).map(entryChoice),
    );
    if (entry === undefined) return;
    if (entry.rollBack === null) this.notices.warn(entry.rollBackRefusal ?? l10n.t('This change cannot be taken back.'));
    else if (await this.changes.make(l10n.t('Roll back {0}: {1}', plainLabel(name), movesBack(entry.rollBack.moves)), entry.rollBack))
      tickStep('rollBack');
  }

  private async modelName(argument: VersionArgument | ModelArgument | undefined): Promise<ModelName | undefined> {
    if (argument === undefined) return (await this.pickers.model(l10n.t('Roll Back')))?.name;
    return 'version' in argument ? argument.version.name : argument.model.name;
  }
}

/** Newest first; a roll back itself (its undo is a redo) after the changes, so that Enter goes back and not forth. */
function newestPossibleFirst(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const isRedo = (entry: HistoryEntry): number => Number(entry.event.action === 'rollback');
  return [...entries].sort((a, b) => isRedo(a) - isRedo(b));
}

function entryChoice(entry: HistoryEntry): Choice<HistoryEntry> {
  const { event, rollBack } = entry;
  const who = event.action === 'observed' ? l10n.t('(seen, not made here)') : plainLabel(event.actor, 60);
  const reason = event.reason === '' ? null : `“${plainLabel(event.reason)}”`;
  const kind = event.action === 'rollback' ? l10n.t('roll back') : null;
  return {
    label: movesDone(event.moves),
    description: [relativeTime(event.at), kind, who, reason].filter(part => part !== null).join(' · '),
    detail: rollBack === null ? plainLabel(entry.rollBackRefusal ?? '', 400) : movesBack(rollBack.moves),
    iconPath: new ThemeIcon(rollBack === null ? 'circle-slash' : event.action === 'rollback' ? 'redo' : 'discard'),
    value: entry,
  };
}
