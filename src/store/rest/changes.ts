import { failure, success, type Result } from '../../base/result';
import { changePlan } from '../../domain/changePlan';
import { type ModelName, type VersionNumber } from '../../domain/ids';
import { type ChangePlan, type ChangeRequest, type HistoryEntry, type Move, type RegistryEvent } from '../../domain/registryChange';
import { shownText } from '../../domain/shownText';
import { type RecoveredChange } from '../contract';
import { checkPlan, checkReason, overtaken, planRequest } from '../history/checkPlan';
import { historyEntries } from '../history/historyEntries';
import { intentId, intentsFromTags, intentToTags, type FoundIntent, type Intent } from '../history/intents';
import { recordSituation } from '../history/recordChange';
import { situationOf, type RegistrySituation } from '../history/registrySituation';
import { stepOrder } from '../history/stepOrder';
import { hasEnded } from './clientId';
import { finishOrUndo, removeIntent, type Outcome } from './halfMadeChange';
import { recoverIntent } from './recoverIntent';
import { type RegistryCalls, type RegistryReading } from './registryCalls';

/** After this time, by the clock of its client, a change that is under way counts as left behind. */
const LEFT_BEHIND_MS = 120_000;

export interface ChangeFacts {
  readonly actor: string;
  readonly clock: () => number;
  readonly client: string;
}

/**
 * Changes of stages and aliases on a server, which makes one move at a time: what is to be done is noted first, then it
 * is done step by step, then it is recorded, so that an interruption anywhere can be repaired. While a change of a model
 * is noted, no other client of ours begins one of it.
 */
export class RegistryChanges {
  private last: Promise<unknown> = Promise.resolve();
  /** Readings that plans wait for: every choice of a stage is planned at once, and all of them are about one moment. */
  private readonly readings = new Map<ModelName, Promise<Result<RegistryReading>>>();

  constructor(
    private readonly calls: RegistryCalls,
    private readonly facts: ChangeFacts,
  ) {}

  async planChange(request: ChangeRequest): Promise<Result<ChangePlan>> {
    const reading = await this.readForPlan(request.model);
    return reading.ok ? planRequest(this.situation(reading.value), request) : reading;
  }

  async history(model: ModelName): Promise<Result<readonly HistoryEntry[]>> {
    const reading = await this.calls.read(model);
    if (!reading.ok) return reading;
    const { state, recorded, unrecorded } = this.situation(reading.value);
    return success(historyEntries(state, recorded, unrecorded));
  }

  async applyChange(plan: ChangePlan, reason: string): Promise<Result<RegistryEvent>> {
    const checked = checkReason(reason);
    return checked.ok ? await this.oneByOne(() => this.apply(plan, reason)) : checked;
  }

  /** Removes the aliases that name a version, as one change. */
  async removeAliases(model: ModelName, version: VersionNumber, aliases: readonly string[]): Promise<Result<RegistryEvent>> {
    const reading = await this.calls.read(model);
    if (!reading.ok) return reading;
    const moves = aliases.map((alias): Move => ({ kind: 'alias', alias, from: version, to: null }));
    return await this.applyChange(changePlan(reading.value.state, { action: 'alias', moves, undoes: null }), '');
  }

  async recoverChanges(): Promise<Result<readonly RecoveredChange[]>> {
    return await this.oneByOne(async () => {
      const models = await this.calls.modelsWithIntents();
      if (!models.ok) return models;
      const recovered: RecoveredChange[] = [];
      for (const model of models.value) {
        const its = await this.recoverModel(model);
        if (!its.ok) return its;
        recovered.push(...its.value);
      }
      return success(recovered);
    });
  }

  private async apply(plan: ChangePlan, reason: string): Promise<Result<RegistryEvent>> {
    const recovered = await this.recoverModel(plan.model);
    if (!recovered.ok) return recovered;
    const reading = await this.calls.read(plan.model);
    if (!reading.ok) return reading;
    if (intentsFromTags(reading.value.tags).length > 0) return underWay(plan.model);
    const situation = this.situation(reading.value);
    const checked = checkPlan(situation, plan);
    if (!checked.ok) return recovered.value.length === 0 ? checked : afterRecovery(recovered.value);
    const now = this.facts.clock();
    const { event, toWrite } = recordSituation(situation, plan, { actor: this.facts.actor, now, reason });
    const id = intentId({ at: now, client: this.facts.client, event });
    return await this.carryOut(plan, { id, moves: stepOrder(plan.moves), events: toWrite }, event);
  }

  private async carryOut(plan: ChangePlan, intent: Intent, event: RegistryEvent): Promise<Result<RegistryEvent>> {
    const begun = await this.begin(plan, intent);
    if (!begun.ok) return begun;
    const outcome = await finishOrUndo(this.calls, plan.model, intent, begun.value);
    if (outcome.ok) return outcome.value.kind === 'finished' ? success(event) : collision(outcome.value);
    if (outcome.failure.reason !== 'uncertain' && outcome.failure.reason !== 'unavailable') return outcome;
    return failure(outcome.failure.reason, `This change of ${shownText(plan.model)} was interrupted: ${outcome.failure.message}`, {
      nextStep: 'Connect again: then it is finished or undone, and you are told which.',
      ...(outcome.failure.detail === undefined ? {} : { detail: outcome.failure.detail }),
    });
  }

  /** Notes the change and then looks whether it was in time: nobody else began one, and nothing moved. */
  private async begin(plan: ChangePlan, intent: Intent): Promise<Result<RegistryReading>> {
    for (const tag of intentToTags(intent)) {
      const written = await this.calls.setTag(plan.model, tag);
      if (!written.ok) return await this.withdraw(plan.model, intent.id, written);
    }
    const reading = await this.calls.read(plan.model);
    if (!reading.ok) return reading;
    const others = intentsFromTags(reading.value.tags).filter(found => found.id !== intent.id);
    if (others.length > 0) return await this.withdraw(plan.model, intent.id, underWay(plan.model));
    const checked = checkPlan(this.situation(reading.value), plan);
    return checked.ok ? reading : await this.withdraw(plan.model, intent.id, checked);
  }

  private async withdraw(model: ModelName, id: string, why: Result<unknown>): Promise<Result<never>> {
    const reading = await this.calls.read(model);
    const found = reading.ok ? intentsFromTags(reading.value.tags).find(its => its.id === id) : undefined;
    await removeIntent(this.calls, model, found);
    return why.ok ? underWay(model) : why;
  }

  private async recoverModel(model: ModelName): Promise<Result<RecoveredChange[]>> {
    const reading = await this.calls.read(model);
    if (!reading.ok) return reading;
    const recovered: RecoveredChange[] = [];
    for (const found of intentsFromTags(reading.value.tags).filter(its => this.isLeftBehind(its))) {
      const its = await recoverIntent(this.calls, model, found);
      if (!its.ok) return its;
      if (its.value !== null) recovered.push(its.value);
    }
    return success(recovered);
  }

  private isLeftBehind(found: FoundIntent): boolean {
    return found.client === this.facts.client || hasEnded(found.client) || this.facts.clock() - found.at > LEFT_BEHIND_MS;
  }

  private readForPlan(model: ModelName): Promise<Result<RegistryReading>> {
    const underWay = this.readings.get(model) ?? this.calls.read(model).finally(() => this.readings.delete(model));
    this.readings.set(model, underWay);
    return underWay;
  }

  private situation(reading: RegistryReading): RegistrySituation {
    return situationOf(reading.state, reading.tags, { created: reading.created, now: this.facts.clock() });
  }

  /** Changes of one client wait for each other. */
  private async oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work, work);
    this.last = mine.catch(() => undefined);
    return await mine;
  }
}

function underWay(model: ModelName): Result<never> {
  return failure('conflict', `Nothing was changed: another change of ${shownText(model)} is under way.`, {
    nextStep: 'Try again in a moment.',
  });
}

/** What was planned from a half-made change no longer fits now that it is whole. */
function afterRecovery(recovered: readonly RecoveredChange[]): Result<never> {
  return failure('conflict', recovered.map(its => its.sentence).join(' '), { nextStep: 'Look at it again and decide anew.' });
}

function collision(outcome: Extract<Outcome, { kind: 'undone' }>): Result<never> {
  const why = outcome.why.join(', and ');
  if (outcome.left.length === 0) return overtaken(why);
  return failure(
    'conflict',
    `Somebody else changed this at the same time: ${why}. Not everything could be taken back: ${outcome.left.join(', and ')}.`,
    {
      nextStep: 'Look at it again and decide anew.',
    },
  );
}
