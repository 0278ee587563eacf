import { commands as host, workspace, type WorkspaceFolder } from 'vscode';
import { type Disposable } from '../base/disposable';
import { type CommandArguments, type CommandId, type ContextKey, type ContextValues, walkthrough } from './contributions';
import { settings, type SettingId, type SettingValues } from './settings';

/** The host's commands, context keys and settings, by the ids and types of contributions.ts only. */

/** @param run hears the row that was clicked and, where several are selected, all of them, the clicked one included. */
export function registerCommand<Id extends CommandId>(
  id: Id,
  run: (argument: CommandArguments[Id], selected: readonly CommandArguments[Id][]) => Promise<void> | void,
): Disposable {
  return host.registerCommand(id, (argument: CommandArguments[Id], selected: unknown) =>
    run(argument, Array.isArray(selected) ? (selected as CommandArguments[Id][]) : [argument]),
  );
}

/** @param selected what else the command is to work on, the argument included, as a tree hands it over. */
export function executeCommand<Id extends CommandId>(
  id: Id,
  argument: CommandArguments[Id],
  selected?: readonly CommandArguments[Id][],
): Thenable<void> {
  return host.executeCommand(id, argument, selected);
}

export function setContext<Key extends ContextKey>(key: Key, value: ContextValues[Key]): void {
  void host.executeCommand('setContext', key, value);
}

/** Ticks a step of the walkthrough off. VS Code notices the key's change only if the walkthrough is known to it by then. */
export function tickStep(step: keyof typeof walkthrough.steps): void {
  setContext(walkthrough.steps[step], true);
}

/** The setting as it applies to the workspace, or to one of its folders; its default if it holds a value of another type. */
export function readSetting<Id extends SettingId>(id: Id, folder?: WorkspaceFolder): SettingValues[Id] {
  const fallback = settings[id].default;
  const value = workspace.getConfiguration(undefined, folder).get<SettingValues[Id]>(id);
  return typeof value === typeof fallback && value !== undefined ? value : fallback;
}
