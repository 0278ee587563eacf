import { l10n, type Event, EventEmitter } from 'vscode';
import { type Disposable } from '../../base/disposable';
import { type Failure } from '../../base/result';
import { type ChangePlan, type ChangeRequest, type RegistryEvent } from '../../domain/registryChange';
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
    return reason !== undefined && (await this.apply([plan], reason));
  }

  /** Makes several changes for one reason, each an event of its own. @returns whether all of them were made. */
  async makeEach(title: string, requests: readonly ChangeRequest[]): Promise<boolean> {
    const plans = await this.planEach(requests);
    const reason = plans === null ? undefined : await askReason(title, plans.map(planWords).join(' '));
    return plans !== null && reason !== undefined && (await this.apply(plans, reason));
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** Null after saying why one of them cannot be. */
  private async planEach(requests: readonly ChangeRequest[]): Promise<readonly ChangePlan[] | null> {
    const plans: ChangePlan[] = [];
    for (const request of requests) {
      const plan = await this.engine.ask(storeCalls.planChange, request);
      if (!plan.ok) {
        this.notices.fail(plan.failure);
        return null;
      }
      plans.push(plan.value);
    }
    return plans;
  }

  /** One after the other; the first that fails ends it, and what was made before it stays and is said. */
  private async apply(plans: readonly ChangePlan[], reason: string): Promise<boolean> {
    const events: RegistryEvent[] = [];
    let failed: Failure | null = null;
    for (const plan of plans) {
      const made = await this.engine.ask(storeCalls.applyChange, { plan, reason });
      if (made.ok) events.push(made.value);
      else failed = made.failure;
      if (failed !== null) break;
    }
    this.changed.fire();
    if (events.length > 0) this.sayDone(plans.slice(0, events.length), events);
    if (failed !== null) this.sayFailed(failed);
    return failed === null;
  }

  private sayFailed(failed: Failure): void {
    const refresh: Action = { title: l10n.t('Refresh'), run: () => executeCommand('modelOps.refresh', undefined) };
    this.notices.fail(failed, ...(failed.reason === 'conflict' ? [refresh] : []));
  }

  private sayDone(plans: readonly ChangePlan[], events: readonly RegistryEvent[]): void {
    const [first] = plans;
    if (first === undefined) return;
    this.notices.say(
      plans.map(doneWords).join(' '),
      { title: l10n.t('Undo'), run: () => this.undo(events) },
      { title: l10n.t('Show History'), run: () => executeCommand('modelOps.showHistory', { model: { name: first.model } }) },
    );
  }

  /** Takes events back, the last one first, without asking again: the button said what it does. */
  private async undo(events: readonly RegistryEvent[]): Promise<void> {
    const requests = [...events].reverse().map(({ model, id }): ChangeRequest => {
      return { action: 'rollback', model, target: { kind: 'event', id } };
    });
    const plans = await this.planEach(requests);
    if (plans !== null) await this.apply(plans, l10n.t('Undo'));
  }
}
