import { l10n, ThemeIcon } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type TagOwner } from '../../domain/tagOwner';
import { type EditableArgument } from '../../workbench/contributions';
import { type Choice, pick } from '../../workbench/pick';
import { type RegistryPickers } from './registryPickers';

type Kind = TagOwner['kind'];

/** What a row that is edited stands for. */
export function ownerOf(argument: EditableArgument): TagOwner {
  if ('experiment' in argument) return { kind: 'experiment', experimentId: argument.experiment.experimentId };
  if ('run' in argument) return { kind: 'run', runId: argument.run.runId };
  if ('version' in argument) return { kind: 'version', name: argument.version.name, version: argument.version.version };
  return { kind: 'model', name: argument.model.name };
}

/** "run brave-heron-281", "flight_delay_model v4". */
export function wordsOf(argument: EditableArgument): string {
  if ('experiment' in argument) return l10n.t('experiment {0}', plainLabel(argument.experiment.name, 80));
  if ('run' in argument) return l10n.t('run {0}', plainLabel(argument.run.runName, 80) || argument.run.runId.slice(0, 8));
  if ('version' in argument) return `${plainLabel(argument.version.name, 80)} v${argument.version.version}`;
  return l10n.t('model {0}', plainLabel(argument.model.name, 80));
}

/** The rows a command works on: those selected together with the clicked one, of the kinds that it can edit. */
export function editedRows<A extends EditableArgument>(argument: A, selected: readonly (A | undefined)[]): readonly A[] {
  const kind = ownerOf(argument).kind;
  const rows = selected.flatMap(row => (row !== undefined && isEditable(row) && ownerOf(row).kind === kind ? [row] : []));
  return rows.length === 0 ? [argument] : rows;
}

/** Asks, where a command was called without a row, which thing is meant. */
export async function askTarget(title: string, kinds: readonly Kind[], pickers: RegistryPickers): Promise<EditableArgument | undefined> {
  const words: Readonly<Record<Kind, readonly [label: string, icon: string]>> = {
    run: [l10n.t('A run'), 'history'],
    experiment: [l10n.t('An experiment'), 'library'],
    version: [l10n.t('A model version'), 'circle-outline'],
    model: [l10n.t('A registered model'), 'package'],
  };
  const choices = kinds.map((value): Choice<Kind> => ({ label: words[value][0], iconPath: new ThemeIcon(words[value][1]), value }));
  const kind = await pick({ title, placeholder: l10n.t('Of what?') }, choices);
  return kind === undefined ? undefined : await pickOf(kind, title, pickers);
}

async function pickOf(kind: Kind, title: string, pickers: RegistryPickers): Promise<EditableArgument | undefined> {
  switch (kind) {
    case 'run': {
      const run = await pickers.run(title);
      return run === undefined ? undefined : { run };
    }
    case 'experiment': {
      const experiment = await pickers.experiment(title);
      return experiment === undefined ? undefined : { experiment };
    }
    case 'version': {
      const version = await pickers.version(title, undefined);
      return version === undefined ? undefined : { version };
    }
    case 'model': {
      const model = await pickers.model(title);
      return model === undefined ? undefined : { model };
    }
  }
}

function isEditable(row: EditableArgument): boolean {
  return ['experiment', 'run', 'version', 'model'].some(key => key in row);
}
