import { l10n, type Event, EventEmitter } from 'vscode';
import { type Disposable } from '../../base/disposable';
import { type ModelName } from '../../domain/ids';
import { type ChangePlan, type RegistryEvent } from '../../domain/registryChange';
import { executeCommand } from '../../workbench/commands';
import { type Engine } from '../../workbench/engineProcess';
import { type Action, type Notices } from '../../workbench/notices';
import { askReason } from '../../workbench/pick';
import { storeCalls } from '../contract';
import { doneWords, planWords } from './changeWords';

/** Makes planned changes of stages and aliases: asks why, makes the change, says what was done and offers to undo it. */
export class RegistryChanges implements Disposable {
  private readonly changed = new EventEmitter<void>();
  /** Something was changed here. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    private readonly engine: Engine,
    private readonly notices: Notices,
  ) {}

  /** @returns whether the change was made. */
  async make(title: string, plan: ChangePlan): Promise<boolean> {
    const reason = await askReason(title, planWords(plan));
    return reason !== undefined && (await this.apply(plan, reason));
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async apply(plan: ChangePlan, reason: string): Promise<boolean> {
    const made = await this.engine.ask(storeCalls.applyChange, { plan, reason });
    this.changed.fire();
    if (!made.ok) {
      const refresh: Action = { title: l10n.t('Refresh'), run: () => executeCommand('modelOps.refresh', undefined) };
      this.notices.fail(made.failure, ...(made.failure.reason === 'conflict' ? [refresh] : []));
      return false;
    }
    this.sayDone(plan, made.value);
    return true;
  }

  private sayDone(plan: ChangePlan, event: RegistryEvent): void {
    const model = { model: { name: event.model } };
    this.notices.say(
      doneWords(plan),
      { title: l10n.t('Undo'), run: () => this.undo(event.model, event.id) },
      { title: l10n.t('Show History'), run: () => executeCommand('modelOps.showHistory', model) },
    );
  }

  /** Takes one event back without asking again: the button said what it does. */
  private async undo(model: ModelName, id: string): Promise<void> {
    const plan = await this.engine.ask(storeCalls.planChange, { action: 'rollback', model, target: { kind: 'event', id } });
    if (plan.ok) await this.apply(plan.value, l10n.t('Undo'));
    else this.notices.fail(plan.failure);
  }
}
