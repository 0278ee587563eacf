import { failure, success, type Result } from '../../../../src/base/result';
import { modelName, versionNumber, type ModelName, type VersionNumber } from '../../../../src/domain/ids';
import { type Stage } from '../../../../src/domain/registeredModel';
import { type Move } from '../../../../src/domain/registryChange';
import { stateAfter, type RegistryState } from '../../../../src/domain/registryState';
import { eventsFromTags } from '../../../../src/store/history/eventTags';
import { type Tag } from '../../../../src/store/history/taggedText';
import { type RegistryCalls, type RegistryReading } from '../../../../src/store/rest/registryCalls';

export const model = modelName('delay');
export const v = (text: string | number): VersionNumber => versionNumber(String(text));

/** Thrown where the process of a client ends. */
export class Killed extends Error {}

/** A server with one registered model in memory: every call is done whole or not at all. */
export class FakeServer {
  state: RegistryState;
  readonly tags = new Map<string, string>();
  /** Every state that a loader could have seen. */
  readonly seen: RegistryState[] = [];

  constructor(stages: readonly Stage[], aliases: Readonly<Record<string, number>> = {}) {
    this.state = {
      model,
      stages: new Map(stages.map((stage, index) => [v(index + 1), stage])),
      aliases: new Map(Object.entries(aliases).map(([alias, version]) => [alias, v(version)])),
    };
    this.seen.push(this.state);
  }

  apply(move: Move): void {
    this.state = stateAfter(this.state, [move]);
    this.seen.push(this.state);
  }

  get stages(): string {
    return [...this.state.stages.values()].join(' ');
  }

  get eventKeys(): string[] {
    return [...this.tags.keys()].filter(key => key.startsWith('modelops.event.'));
  }

  /** Whether a change that one of our clients made is in the history. */
  get recordsChange(): boolean {
    const tags = [...this.tags].map(([key, value]) => ({ key, value }));
    return eventsFromTags(tags).some(({ event }) => event.action !== 'observed');
  }

  get intentKeys(): string[] {
    return [...this.tags.keys()].filter(key => key.startsWith('modelops.intent.'));
  }
}

/** What happens around the n-th write of a client, counted from 0. */
export interface Disturbance {
  before?(write: number): void;
  after?(write: number): void;
  /** The server refuses this write. */
  refuses?(write: number): boolean;
}

/** The calls of one client of a server. */
export class FakeCalls implements RegistryCalls {
  writes = 0;

  constructor(
    private readonly server: FakeServer,
    private readonly disturbance: Disturbance = {},
  ) {}

  async read(name: ModelName): Promise<Result<RegistryReading>> {
    if (name !== model) return failure('not_found', 'There is no such model.');
    const tags: Tag[] = [...this.server.tags].map(([key, value]) => ({ key, value }));
    return success({ state: this.server.state, tags, created: 1 });
  }

  move(_name: ModelName, move: Move): Promise<Result<void>> {
    return this.write(() => this.server.apply(move));
  }

  setTag(_name: ModelName, tag: Tag): Promise<Result<void>> {
    return this.write(() => this.server.tags.set(tag.key, tag.value));
  }

  removeTag(_name: ModelName, key: string): Promise<Result<void>> {
    return this.write(() => this.server.tags.delete(key));
  }

  async modelsWithIntents(): Promise<Result<readonly ModelName[]>> {
    return success(this.server.intentKeys.length > 0 ? [model] : []);
  }

  private async write(work: () => unknown): Promise<Result<void>> {
    const number = this.writes++;
    this.disturbance.before?.(number);
    if (this.disturbance.refuses?.(number)) return failure('forbidden', 'MLflow refused this: no.');
    work();
    this.disturbance.after?.(number);
    return success(undefined);
  }
}
