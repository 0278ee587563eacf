import { l10n } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { registerCommand } from '../../workbench/commands';
import { type CommandArguments, type CommandId } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { allowedHere } from '../../workbench/trust';
import { deleteRows, restoreRows } from './deleteRows';
import { editDescription } from './editDescription';
import { editTags } from './editTags';
import { askFilter } from './filterCommand';
import { type RegistryPickers } from './registryPickers';
import { rename } from './rename';
import { type StoreViews } from './storeViews';

interface Needs {
  readonly engine: Engine;
  readonly pickers: RegistryPickers;
  readonly views: StoreViews;
  /** Reads again what is shown. */
  readonly refresh: () => Promise<void>;
}

/** The commands that edit what the trees show, and those that choose which of it they show. */
export function registerEdits({ engine, pickers, views, refresh }: Needs): Disposable {
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
  on('modelOps.editDescription', (argument, selected) => editDescription(argument, selected, parts));
  on('modelOps.rename', argument => rename(argument, engine, pickers));
  on('modelOps.editTags', (argument, selected) => editTags(argument, selected, parts));
  on('modelOps.delete', (argument, selected) => deleteRows(argument, selected, parts));
  on('modelOps.restore', (argument, selected) => restoreRows(argument, selected, parts));
  disposables.add(registerFilters(views));
  return disposables;
}

function registerFilters({ experimentsFilter, modelsFilter }: StoreViews): Disposable {
  const disposables = new DisposableStore();
  disposables.add(
    registerCommand('modelOps.filterExperiments', () =>
      askFilter(experimentsFilter, {
        title: l10n.t('Which runs does the tree show?'),
        filterExample: "metrics.auc > 0.8 and params.depth = '6'",
        orders: [
          { label: l10n.t('Newest first'), orderBy: '' },
          { label: l10n.t('Oldest first'), orderBy: 'attributes.start_time ASC' },
          { label: l10n.t('By name'), orderBy: 'attributes.run_name ASC' },
          { label: l10n.t('By status'), orderBy: 'attributes.status ASC' },
        ],
        hasDeleted: true,
        problem: () => null,
      }),
    ),
  );
  disposables.add(
    registerCommand('modelOps.filterModels', () =>
      askFilter(modelsFilter, {
        title: l10n.t('Which models does the tree show?'),
        filterExample: "name LIKE 'flight%' and tags.team = 'ops'",
        orders: [
          { label: l10n.t('By name'), orderBy: '' },
          { label: l10n.t('Last changed first'), orderBy: 'last_updated_timestamp DESC' },
        ],
        hasDeleted: false,
        problem: () => null,
      }),
    ),
  );
  disposables.add(registerCommand('modelOps.clearExperimentsFilter', () => experimentsFilter.clear()));
  disposables.add(registerCommand('modelOps.clearModelsFilter', () => modelsFilter.clear()));
  return disposables;
}
