import { type InputBoxOptions, l10n, type QuickPickItem, type QuickPickItemKind, ThemeIcon, window } from 'vscode';

/**
 * Questions follow each other. The page or view that gets the focus back from the one before is late, and would close the
 * next one as it opens; so they stay until they are answered or Escape is pressed.
 */
const STAYS = true;

/** A row of a quick pick and what it stands for. */
export interface Choice<T> extends QuickPickItem {
  readonly value: T;
  readonly kind?: QuickPickItemKind.Default;
}

interface Question {
  readonly title: string;
  readonly placeholder: string;
  /** Search in the second line too. */
  readonly matchOnDetail?: boolean;
}

/** Asks for one of the choices, which may still be on their way; undefined when dismissed. */
export async function pick<T>(question: Question, choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>): Promise<T | undefined> {
  const options = {
    title: question.title,
    placeHolder: question.placeholder,
    matchOnDescription: true,
    matchOnDetail: question.matchOnDetail ?? true,
    ignoreFocusOut: STAYS,
  };
  const chosen = await window.showQuickPick(choices, options);
  return chosen?.value;
}

/** Asks for one of the choices or for a text that is none of them. @param create the row for a typed text, or a sentence why it will not do. */
export function pickOrType<T>(
  question: Question,
  choices: readonly Choice<T>[],
  create: (text: string) => Choice<T> | string,
): Promise<T | undefined> {
  return new Promise(resolve => {
    const picker = window.createQuickPick<Choice<T> | RefusedText>();
    Object.assign(picker, { title: question.title, placeholder: question.placeholder, matchOnDescription: true });
    picker.ignoreFocusOut = STAYS;
    const show = (): void => {
      const typed = picker.value.trim();
      const isKnown = choices.some(choice => choice.label === typed);
      picker.items = typed === '' || isKnown ? choices : [...choices, typedRow(create(typed))];
    };
    picker.onDidChangeValue(show);
    picker.onDidAccept(() => {
      const chosen = picker.selectedItems[0];
      if (chosen === undefined || !('value' in chosen)) return;
      resolve(chosen.value);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    show();
    picker.show();
  });
}

interface RefusedText extends QuickPickItem {
  readonly refused: true;
}

function typedRow<T>(row: Choice<T> | string): Choice<T> | RefusedText {
  if (typeof row !== 'string') return { ...row, alwaysShow: true };
  return { label: row, iconPath: new ThemeIcon('error'), alwaysShow: true, refused: true };
}

/** Asks for several of the choices; undefined when dismissed. */
export async function pickMany<T>(question: Question, choices: readonly Choice<T>[]): Promise<readonly T[] | undefined> {
  const options = {
    title: question.title,
    placeHolder: question.placeholder,
    canPickMany: true as const,
    matchOnDescription: true,
    ignoreFocusOut: STAYS,
  };
  const chosen = await window.showQuickPick(choices, options);
  return chosen?.map(choice => choice.value);
}

/**
 * Asks for at least one of the choices; undefined when dismissed. Where nothing is ticked, Enter takes the row that it is
 * on, as in a pick of one.
 */
export function pickSeveral<T>(question: Question, choices: readonly Choice<T>[]): Promise<readonly T[] | undefined> {
  return new Promise(resolve => {
    const picker = window.createQuickPick<Choice<T>>();
    const { title, placeholder } = question;
    picker.ignoreFocusOut = STAYS;
    Object.assign(picker, { title, placeholder, matchOnDescription: true, canSelectMany: choices.length > 1, items: choices });
    picker.onDidAccept(() => {
      const chosen = picker.selectedItems.length > 0 ? picker.selectedItems : picker.activeItems;
      if (chosen.length === 0) return;
      resolve(chosen.map(choice => choice.value));
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

/** Asks for a text; undefined when dismissed. */
export async function askText(question: Omit<InputBoxOptions, 'ignoreFocusOut'>): Promise<string | undefined> {
  return await window.showInputBox({ ...question, ignoreFocusOut: STAYS });
}

/** Asks why a change is made. The answer may be empty; undefined when dismissed. @param change what will happen, in words. */
export async function askReason(title: string, change: string): Promise<string | undefined> {
  return await askText({
    title,
    prompt: change,
    placeHolder: l10n.t('Why? Kept in the history; may be empty. Enter does it.'),
  });
}
