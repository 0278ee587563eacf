import { l10n, window } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type ModelName, type VersionNumber } from '../../domain/ids';
import { type ModelArgument, type VersionArgument } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { storeCalls } from '../contract';
import { type RegistryPickers } from './registryPickers';

interface Described {
  readonly name: ModelName;
  /** Null: the model itself. */
  readonly version: VersionNumber | null;
  readonly description: string;
}

/** Edits the description of a model or of a version. @returns whether it was changed. */
export async function editDescription(
  argument: VersionArgument | ModelArgument | undefined,
  engine: Engine,
  pickers: RegistryPickers,
): Promise<boolean> {
  const described = await whatIsDescribed(argument, engine, pickers);
  if (described === undefined) return false;
  const { name, version } = described;
  const title =
    version === null ? l10n.t('Description of {0}', plainLabel(name)) : l10n.t('Description of {0} v{1}', plainLabel(name), version);
  const text = await askText(title, described.description);
  if (text === undefined || text === described.description) return false;
  const changed = await engine.ask(storeCalls.setDescription, { name, version, description: text });
  pickers.value(changed);
  return changed.ok;
}

async function whatIsDescribed(
  argument: VersionArgument | ModelArgument | undefined,
  engine: Engine,
  pickers: RegistryPickers,
): Promise<Described | undefined> {
  if (argument !== undefined && 'version' in argument) return await pickers.version('', argument);
  const name = argument?.model.name ?? (await pickers.model(l10n.t('Edit Description')))?.name;
  const model = name === undefined ? undefined : pickers.value(await engine.ask(storeCalls.getModel, { name }));
  return model === undefined ? undefined : { name: model.name, version: null, description: model.description };
}

/** An input box holds one line: in a text of several lines, \n stands for a line break. */
async function askText(title: string, before: string): Promise<string | undefined> {
  const isLong = before.includes('\n');
  const prompt = isLong ? l10n.t('\\n is a line break, \\\\ a backslash') : l10n.t('Empty removes it');
  const text = await window.showInputBox({ title, prompt, value: isLong ? folded(before) : before });
  return text === undefined || !isLong ? text : unfolded(text);
}

function folded(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function unfolded(text: string): string {
  return text.replace(/\\(n|\\)/g, (_, character: string) => (character === 'n' ? '\n' : '\\'));
}
