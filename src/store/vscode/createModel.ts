import { l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { failureSentence } from '../../base/result';
import { checkModelName } from '../../domain/registryNames';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { storeCalls } from '../contract';
import { askText } from '../../workbench/pick';

/** Asks for a name and creates a registered model without versions. */
export async function createModel(engine: Engine, notices: Notices): Promise<boolean> {
  const name = await askText({
    title: l10n.t('Create Registered Model'),
    prompt: l10n.t('Its name, by which its versions are loaded'),
    validateInput: refusal,
  });
  const checked = name === undefined ? undefined : checkModelName(name.trim());
  if (checked?.ok !== true) return false;
  const created = await engine.ask(storeCalls.createModel, { name: checked.value });
  if (created.ok)
    notices.say(
      l10n.t('Model {0} is there, without versions. Register one from a run, a logged model or a folder.', plainLabel(checked.value)),
    );
  else notices.fail(created.failure);
  return created.ok;
}

function refusal(name: string): string | undefined {
  const checked = checkModelName(name.trim());
  return checked.ok ? undefined : failureSentence(checked.failure);
}
