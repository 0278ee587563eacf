import { l10n, ThemeIcon } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type ModelName, type VersionNumber } from '../../domain/ids';
import { type RegisteredModel } from '../../domain/registeredModel';
import { type ModelArgument, type VersionArgument } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { type Choice, pick, pickOrType } from '../../workbench/pick';
import { storeCalls } from '../contract';
import { type RegistryChanges } from './registryChanges';
import { type RegistryPickers } from './registryPickers';

/** Points an alias at a version, or removes one. */
export class SetAlias {
  constructor(
    private readonly engine: Engine,
    private readonly pickers: RegistryPickers,
    private readonly changes: RegistryChanges,
  ) {}

  async set(argument: VersionArgument | ModelArgument | undefined): Promise<void> {
    const title = l10n.t('Set Alias');
    const version = await this.pickers.version(title, argument);
    const model =
      version === undefined ? undefined : this.pickers.value(await this.engine.ask(storeCalls.getModel, { name: version.name }));
    if (version === undefined || model === undefined) return;
    const question = {
      title: l10n.t('Set an alias of {0} v{1}', plainLabel(model.name), version.version),
      placeholder: l10n.t('Choose an alias to move, or type a new one'),
    };
    const alias = await pickOrType(question, aliasChoices(model, version.version), text => newAlias(text, version.version));
    if (alias !== undefined) await this.change(title, model.name, { alias, version: version.version });
  }

  async remove(argument: VersionArgument | ModelArgument | undefined): Promise<void> {
    const title = l10n.t('Remove Alias');
    const name = await this.modelOf(argument, title);
    const model = name === undefined ? undefined : this.pickers.value(await this.engine.ask(storeCalls.getModel, { name }));
    if (model === undefined) return;
    const only = argument !== undefined && 'version' in argument ? argument.version.version : null;
    const choices = Object.entries(model.aliases)
      .filter(([, version]) => only === null || version === only)
      .map(([alias, version]): Choice<string> => ({
        label: plainLabel(alias),
        description: l10n.t('now v{0}', version),
        iconPath: new ThemeIcon('mention'),
        value: alias,
      }));
    const placeholder = choices.length === 0 ? l10n.t('There is no alias to remove') : l10n.t('Which alias?');
    const alias = await pick({ title, placeholder }, choices);
    if (alias !== undefined) await this.change(title, model.name, { alias, version: null });
  }

  private async change(
    title: string,
    model: ModelName,
    target: { readonly alias: string; readonly version: VersionNumber | null },
  ): Promise<void> {
    const plan = this.pickers.value(await this.engine.ask(storeCalls.planChange, { action: 'alias', model, ...target }));
    if (plan !== undefined) await this.changes.make(title, plan);
  }

  private async modelOf(argument: VersionArgument | ModelArgument | undefined, title: string): Promise<ModelName | undefined> {
    if (argument === undefined) return (await this.pickers.model(title))?.name;
    return 'version' in argument ? argument.version.name : argument.model.name;
  }
}

function aliasChoices(model: RegisteredModel, version: VersionNumber): readonly Choice<string>[] {
  return Object.entries(model.aliases)
    .filter(([, now]) => now !== version)
    .map(([alias, now]) => ({
      label: plainLabel(alias),
      description: `v${now} → v${version}`,
      iconPath: new ThemeIcon('mention'),
      value: alias,
    }));
}

function newAlias(text: string, version: VersionNumber): Choice<string> | string {
  if (!/^[\w-]{1,255}$/.test(text)) return l10n.t('An alias has letters, digits, _ and - only.');
  return { label: text, description: l10n.t('new alias → v{0}', version), iconPath: new ThemeIcon('add'), value: text };
}
