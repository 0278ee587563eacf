import { type Memento } from 'vscode';
import { type Roles } from './columnRoles';

/** What was chosen the last time for a model: data files by name of the question, roles of columns, and what else a report asks. */
export interface DataSetup<More> {
  readonly files: Readonly<Record<string, string>>;
  readonly roles: Roles;
  readonly more?: More;
}

/** Remembers set-ups per model in the workspace. @param kind parts the set-ups of different reports. */
export class RememberedSetups<More = never> {
  constructor(
    private readonly memory: Memento,
    private readonly kind: string,
  ) {}

  /** @param model a name, or null for files alone. */
  of(model: string | null): DataSetup<More> {
    return this.memory.get<DataSetup<More>>(this.key(model)) ?? { files: {}, roles: {} };
  }

  async keep(model: string | null, setup: DataSetup<More>): Promise<void> {
    await this.memory.update(this.key(model), setup);
  }

  private key(model: string | null): string {
    return `modelOps.setup.${this.kind}.${model === null ? 'files' : `model.${model}`}`;
  }
}
