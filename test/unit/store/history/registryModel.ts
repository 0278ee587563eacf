import { failureSentence, type Result } from '../../../../src/base/result';
import { planAliasChange, planStageChange } from '../../../../src/domain/planChange';
import {
  type ChangePlan,
  type ChangeRequest,
  type HistoryEntry,
  type Move,
  type RegistryEvent,
  type RollbackTarget,
} from '../../../../src/domain/registryChange';
import { stateAfter, type RegistryState } from '../../../../src/domain/registryState';
import { type StoredEvent } from '../../../../src/store/history/eventTags';
import { historyEntries } from '../../../../src/store/history/historyEntries';
import { observeChanges } from '../../../../src/store/history/observeChanges';
import { planRollback } from '../../../../src/store/history/planRollback';
import { recordChange } from '../../../../src/store/history/recordChange';

/** A registry of one model in memory, with the pure parts put together as a store does. */
export class RegistryModel {
  readonly events: StoredEvent[] = [];
  private now = 1000;

  constructor(public state: RegistryState) {}

  plan(request: ChangeRequest): Result<ChangePlan> {
    if (request.action === 'stage') return planStageChange(this.state, request);
    if (request.action === 'alias') return planAliasChange(this.state, request);
    return this.planRollback(request.target);
  }

  planRollback(target: RollbackTarget): Result<ChangePlan> {
    return planRollback(this.state, [...this.events.map(stored => stored.event), ...this.unrecorded()], target);
  }

  /** Makes a planned change; a refusal is an error here. */
  apply(plan: Result<ChangePlan>): RegistryEvent {
    if (!plan.ok) throw new Error(failureSentence(plan.failure));
    for (const event of this.unrecorded()) this.events.push({ event, intact: true });
    const event = recordChange(plan.value, this.events, { actor: 'ana', at: this.now++, reason: '' });
    this.events.push({ event, intact: true });
    this.state = stateAfter(this.state, plan.value.moves);
    return event;
  }

  /** What someone does with MLflow: no event. */
  elsewhere(...moves: Move[]): void {
    this.state = stateAfter(this.state, moves);
  }

  deleteVersion(version: Move & { kind: 'stage' }): void {
    const stages = new Map(this.state.stages);
    stages.delete(version.version);
    this.state = { ...this.state, stages };
  }

  unrecorded(): RegistryEvent[] {
    return observeChanges(this.state, this.events, { created: 0, now: this.now });
  }

  history(): HistoryEntry[] {
    return historyEntries(this.state, this.events, this.unrecorded());
  }
}
