import { type Disposable, DisposableStore } from '../../base/disposable';
import { registerCommand } from '../../workbench/commands';
import { type CommandArguments, type CommandId } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { allowedHere } from '../../workbench/trust';
import { type StoreInfo } from '../contract';
import { type ListFilter } from './listFilter';
import { type RegistryPickers } from './registryPickers';
import { type StoreViews } from './storeViews';

interface Needs {
  readonly engine: Engine;
  readonly pickers: RegistryPickers;
  readonly views: StoreViews;
  /** What is connected. */
  readonly info: () => StoreInfo | null;
  /** Reads again what is shown. */
  readonly refresh: () => Promise<void>;
}

/** The commands that edit what the trees show, and those that choose which of it they show. */
export function registerEdits({ engine, pickers, views, info, refresh }: Needs): Disposable {
  const disposables = new DisposableStore();
  /** Refused in Restricted Mode; the rows are read again after. */
  const on = <Id extends CommandId>(
    id: Id,
    run: (argument: CommandArguments[Id], selected: readonly CommandArguments[Id][]) => Promise<boolean>,
  ): void => {
    const edit = async (argument: CommandArguments[Id], selected: readonly CommandArguments[Id][]): Promise<void> => {
      if ((await allowedHere()) && (await run(argument, selected))) await refresh();
    };
    disposables.add(registerCommand(id, edit));
  };
  const parts = { engine, pickers };
  // Each is loaded when it is first used.
  on('modelOps.editDescription', async (argument, selected) => {
    const { editDescription } = await import('./editDescription.js');
    return await editDescription(argument, selected, parts);
  });
  on('modelOps.rename', async argument => {
    const { rename } = await import('./rename.js');
    return await rename(argument, engine, pickers);
  });
  on('modelOps.editTags', async (argument, selected) => {
    const { editTags } = await import('./editTags.js');
    return await editTags(argument, selected, parts);
  });
  on('modelOps.delete', async (argument, selected) => {
    const { deleteRows } = await import('./deleteRows.js');
    return await deleteRows(argument, selected, parts);
  });
  on('modelOps.restore', async (argument, selected) => {
    const { restoreRows } = await import('./deleteRows.js');
    return await restoreRows(argument, selected, parts);
  });
  disposables.add(registerFilters(views, info));
  return disposables;
}

function registerFilters(views: StoreViews, info: () => StoreInfo | null): Disposable {
  const disposables = new DisposableStore();
  const { experimentsFilter, modelsFilter } = views;
  const ask = async (filter: ListFilter, of: 'runs' | 'models'): Promise<void> => {
    const { askFilter } = await import('./filterCommand.js');
    await askFilter(filter, of, info());
  };
  disposables.add(registerCommand('modelOps.filterExperiments', () => ask(experimentsFilter, 'runs')));
  disposables.add(registerCommand('modelOps.filterModels', () => ask(modelsFilter, 'models')));
  disposables.add(registerCommand('modelOps.clearExperimentsFilter', () => experimentsFilter.clear()));
  disposables.add(registerCommand('modelOps.clearModelsFilter', () => modelsFilter.clear()));
  return disposables;
}
