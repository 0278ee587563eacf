import { l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { storeCalls } from '../contract';
import { askText } from '../../workbench/pick';

/** Asks for a name and creates an experiment. */
export async function createExperiment(engine: Engine, notices: Notices): Promise<boolean> {
  const name = await askText({
    title: l10n.t('Create Experiment'),
    prompt: l10n.t('Its name, as training code will set it'),
    validateInput: refusal,
  });
  if (name === undefined) return false;
  const created = await engine.ask(storeCalls.createExperiment, { name: name.trim() });
  if (created.ok) notices.say(l10n.t('Experiment {0} is there. Use it with mlflow.set_experiment.', plainLabel(created.value.name)));
  else notices.fail(created.failure);
  return created.ok;
}

function refusal(name: string): string | undefined {
  return name.trim() === '' ? l10n.t('A name has at least one character.') : undefined;
}
