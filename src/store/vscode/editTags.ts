import { l10n, ThemeIcon } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type Result, success } from '../../base/result';
import { type EditableArgument } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { askText, type Choice, pick } from '../../workbench/pick';
import { storeCalls } from '../contract';
import { askTarget, editedRows, ownerOf, wordsOf } from './editTarget';
import { type RegistryPickers } from './registryPickers';

type Tags = Readonly<Record<string, string>>;
type Step = { readonly kind: 'add' } | { readonly kind: 'edit'; readonly key: string };

interface Parts {
  readonly engine: Engine;
  readonly pickers: RegistryPickers;
}

/** Adds, changes and removes tags of one thing, or the same tags of several. @returns whether anything was changed. */
export async function editTags(
  argument: EditableArgument | undefined,
  selected: readonly (EditableArgument | undefined)[],
  parts: Parts,
): Promise<boolean> {
  const target = argument ?? (await askTarget(l10n.t('Edit Tags'), ['run', 'experiment', 'version', 'model'], parts.pickers));
  if (target === undefined) return false;
  const rows = argument === undefined ? [target] : editedRows(target, selected);
  let changed = false;
  for (;;) {
    const done = await editOne(rows, parts);
    if (done === 'ended') return changed;
    changed ||= done === 'changed';
  }
}

/** Shows the tags and makes one change. 'ended': the user is done. */
async function editOne(rows: readonly EditableArgument[], { engine, pickers }: Parts): Promise<'changed' | 'unchanged' | 'ended'> {
  const [first] = rows;
  const tags = pickers.value(await commonTags(rows, engine));
  if (first === undefined || tags === undefined) return 'ended';
  const title = rows.length === 1 ? l10n.t('Tags of {0}', wordsOf(first)) : l10n.t('Tags of {0} rows', rows.length);
  const step = await pick({ title, placeholder: placeholder(rows.length) }, tagChoices(tags));
  if (step === undefined) return 'ended';
  const edit = step.kind === 'add' ? await askNew(title) : await askValue(title, step.key, tags[step.key] ?? '');
  if (edit === undefined) return 'unchanged';
  const done = await engine.ask(storeCalls.changeTags, { owners: rows.map(ownerOf), ...edit });
  pickers.value(done);
  return done.ok ? 'changed' : 'unchanged';
}

function placeholder(count: number): string {
  return count === 1 ? l10n.t('Choose a tag to change it; Escape ends') : l10n.t('Tags that all of them have; a change is made to each');
}

function tagChoices(tags: Tags): readonly Choice<Step>[] {
  const known = Object.entries(tags).map(([key, value]): Choice<Step> => ({
    label: plainLabel(key, 80),
    description: plainLabel(value, 120),
    iconPath: new ThemeIcon('tag'),
    value: { kind: 'edit', key },
  }));
  return [{ label: l10n.t('Add a tag…'), iconPath: new ThemeIcon('add'), value: { kind: 'add' } }, ...known];
}

interface Edit {
  readonly set: Tags;
  readonly remove: readonly string[];
}

async function askNew(title: string): Promise<Edit | undefined> {
  const key = await askText({ title, prompt: l10n.t('The key of the tag') });
  if (key === undefined || key.trim() === '') return undefined;
  const value = await askText({ title, prompt: l10n.t('The value of {0}', plainLabel(key, 80)) });
  return value === undefined ? undefined : { set: { [key]: value }, remove: [] };
}

async function askValue(title: string, key: string, before: string): Promise<Edit | undefined> {
  const choices: readonly Choice<'change' | 'remove'>[] = [
    { label: l10n.t('Change the value…'), description: plainLabel(before, 120), iconPath: new ThemeIcon('edit'), value: 'change' },
    { label: l10n.t('Remove the tag'), iconPath: new ThemeIcon('trash'), value: 'remove' },
  ];
  const what = await pick({ title, placeholder: plainLabel(key, 80) }, choices);
  if (what === undefined) return undefined;
  if (what === 'remove') return { set: {}, remove: [key] };
  const value = await askText({ title, prompt: l10n.t('The value of {0}', plainLabel(key, 80)), value: before });
  return value === undefined || value === before ? undefined : { set: { [key]: value }, remove: [] };
}

/** Tags that are on every row; a value that differs is shown empty. The stores' and MLflow's bookkeeping is left out. */
async function commonTags(rows: readonly EditableArgument[], engine: Engine): Promise<Result<Tags>> {
  const lists: Tags[] = [];
  for (const row of rows) {
    const tags = await tagsOf(row, engine);
    if (!tags.ok) return tags;
    lists.push(tags.value);
  }
  const [first = {}, ...others] = lists;
  const shared = Object.entries(first).filter(([key]) => !/^(mlflow|modelops)\./.test(key) && others.every(tags => key in tags));
  return success(Object.fromEntries(shared.map(([key, value]) => [key, others.every(tags => tags[key] === value) ? value : ''])));
}

async function tagsOf(row: EditableArgument, engine: Engine): Promise<Result<Tags>> {
  const found = await readOwner(row, engine);
  return found.ok ? success(found.value.tags) : found;
}

async function readOwner(row: EditableArgument, engine: Engine): Promise<Result<{ readonly tags: Tags }>> {
  if ('experiment' in row) return await engine.ask(storeCalls.getExperiment, { experiment: row.experiment.experimentId });
  if ('run' in row) return await engine.ask(storeCalls.getRun, { runId: row.run.runId });
  if ('version' in row) return await engine.ask(storeCalls.getVersion, { name: row.version.name, version: row.version.version });
  return await engine.ask(storeCalls.getModel, { name: row.model.name });
}
