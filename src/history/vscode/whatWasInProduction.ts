import { type InputBoxValidationMessage, InputBoxValidationSeverity, l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type ModelName } from '../../domain/ids';
import { parseMoment } from '../../domain/parseMoment';
import { registryAt } from '../../domain/registryAt';
import { storeCalls } from '../../store/contract';
import { executeCommand } from '../../workbench/commands';
import { exactTime } from '../../workbench/times';
import { answerWords } from './answerWords';
import { deletedVersions } from './deletedVersions';
import { type HistoryParts } from './historyRoom';
import { askText } from '../../workbench/pick';

/** Asks for a moment and says what was in each stage of a model then, and what each alias named. */
export async function whatWasInProduction({ engine, notices }: HistoryParts, name: ModelName): Promise<void> {
  const at = await askMoment(l10n.t('What was in Production of {0} on…', plainLabel(name)));
  if (at === undefined) return;
  const history = await engine.ask(storeCalls.history, { name });
  if (!history.ok) return notices.fail(history.failure);
  const deleted = await deletedVersions(engine, name, history.value);
  if (!deleted.ok) return notices.fail(deleted.failure);
  notices.say(answerWords(name, registryAt(history.value, at), deleted.value), {
    title: l10n.t('Show History'),
    run: () => executeCommand('modelOps.showHistory', { model: { name }, at }),
  });
}

/** The exact time that a text means is shown while it is typed. Undefined: dismissed. */
async function askMoment(title: string): Promise<number | undefined> {
  const text = await askText({
    title,
    prompt: l10n.t('A date or a time; a day means its end.'),
    placeHolder: l10n.t('3 March · 2026-03-03 14:00 · yesterday · 2 h ago'),
    validateInput: momentMessage,
  });
  if (text === undefined) return undefined;
  const parsed = parseMoment(text, Date.now());
  return parsed.ok ? parsed.value : undefined;
}

function momentMessage(text: string): InputBoxValidationMessage | undefined {
  if (text.trim() === '') return { message: l10n.t('Write a date, such as 3 March.'), severity: InputBoxValidationSeverity.Error };
  const parsed = parseMoment(text, Date.now());
  if (parsed.ok) return { message: l10n.t('On {0}', exactTime(parsed.value) ?? ''), severity: InputBoxValidationSeverity.Info };
  return { message: parsed.failure.message, severity: InputBoxValidationSeverity.Error };
}
