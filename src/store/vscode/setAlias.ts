import { l10n, ThemeIcon } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type ModelName, type VersionNumber } from '../../domain/ids';
import { type RegisteredModel } from '../../domain/registeredModel';
import { type ModelArgument, type VersionArgument } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { type Choice, pickOrType, pickSeveral } from '../../workbench/pick';
import { storeCalls } from '../contract';
import { type RegistryChanges } from './registryChanges';
import { type RegistryPickers } from './registryPickers';

type AliasRow = VersionArgument | ModelArgument;

interface AliasOf {
  readonly model: ModelName;
  readonly alias: string;
  readonly version: VersionNumber;
}

/** Points an alias at a version, or removes aliases. */
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

  /** Of the rows that are selected together, or of a model that is asked for. */
  async remove(argument: AliasRow | undefined, selected: readonly (AliasRow | undefined)[]): Promise<void> {
    const title = l10n.t('Remove Alias');
    // Rows of other kinds may be selected with them.
    const rows = selected.flatMap(row => (row !== undefined && ('version' in row || 'model' in row) ? [row] : []));
    const aliases = await this.aliasesOf(rows.length > 0 ? rows : await this.askRows(argument, title));
    if (aliases === undefined) return;
    const placeholder = aliases.length === 0 ? l10n.t('There is no alias to remove') : l10n.t('Which aliases?');
    const chosen = await pickSeveral({ title, placeholder }, aliases.map(aliasChoice));
    const requests = chosen?.map(({ model, alias }) => ({ action: 'alias', model, alias, version: null }) as const) ?? [];
    if (requests.length > 0) await this.changes.makeEach(title, requests);
  }

  private async askRows(argument: AliasRow | undefined, title: string): Promise<readonly AliasRow[]> {
    if (argument !== undefined) return [argument];
    const model = await this.pickers.model(title);
    return model === undefined ? [] : [{ model }];
  }

  /** The aliases that point at these versions, and all of these models; undefined where a model cannot be read or none is meant. */
  private async aliasesOf(rows: readonly AliasRow[]): Promise<readonly AliasOf[] | undefined> {
    const found: AliasOf[] = [];
    for (const name of new Set(rows.map(nameOf))) {
      const model = this.pickers.value(await this.engine.ask(storeCalls.getModel, { name }));
      if (model === undefined) return undefined;
      const isMeant = (version: VersionNumber): boolean =>
        rows.some(row => nameOf(row) === name && (!('version' in row) || row.version.version === version));
      const aliases = Object.entries(model.aliases).filter(([, version]) => isMeant(version));
      found.push(...aliases.map(([alias, version]) => ({ model: name, alias, version })));
    }
    return rows.length === 0 ? undefined : found;
  }

  private async change(
    title: string,
    model: ModelName,
    target: { readonly alias: string; readonly version: VersionNumber | null },
  ): Promise<void> {
    const plan = this.pickers.value(await this.engine.ask(storeCalls.planChange, { action: 'alias', model, ...target }));
    if (plan !== undefined) await this.changes.make(title, plan);
  }
}

function nameOf(row: AliasRow): ModelName {
  return 'version' in row ? row.version.name : row.model.name;
}

function aliasChoice(value: AliasOf): Choice<AliasOf> {
  const description = l10n.t('now {0} v{1}', plainLabel(value.model, 80), value.version);
  return { label: plainLabel(value.alias), description, iconPath: new ThemeIcon('mention'), value };
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
