import { l10n, window } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { failure, type Result, success } from '../../base/result';
import { type EditableArgument, type ExperimentArgument, type RunArgument } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { storeCalls } from '../contract';
import { askTarget, editedRows, wordsOf } from './editTarget';
import { type RegistryPickers } from './registryPickers';

interface Parts {
  readonly engine: Engine;
  readonly pickers: RegistryPickers;
}

type Rows = readonly (EditableArgument | undefined)[];

/** Deletes runs, an experiment, a version or a model, after naming what goes with it. @returns whether anything was deleted. */
export async function deleteRows(argument: EditableArgument | undefined, selected: Rows, parts: Parts): Promise<boolean> {
  const target = argument ?? (await askTarget(l10n.t('Delete'), ['run', 'experiment', 'version', 'model'], parts.pickers));
  if (target === undefined) return false;
  const rows = argument === undefined ? [target] : editedRows(target, selected);
  const details = rows.length === 1 ? [] : [namesOf(rows)];
  for (const row of rows.slice(0, MOST_NAMED)) {
    const consequence = parts.pickers.value(await consequenceOf(row, parts.engine));
    if (consequence === undefined) return false;
    if (!details.includes(consequence)) details.push(consequence);
  }
  if (!(await confirmed(rows, details))) return false;
  return await deleteAll(rows, parts);
}

/** Brings deleted runs or a deleted experiment, with all of its runs, back. */
export async function restoreRows(
  argument: ExperimentArgument | RunArgument,
  selected: readonly (ExperimentArgument | RunArgument)[],
  { engine, pickers }: Parts,
): Promise<boolean> {
  const rows = editedRows(argument, selected);
  const runs = rows.flatMap(row => ('run' in row ? [row.run.runId] : []));
  const results: Result<void>[] = runs.length === 0 ? [] : [await engine.ask(storeCalls.setRunStage, { runs, stage: 'active' })];
  for (const row of rows) {
    if (!('experiment' in row)) continue;
    results.push(await engine.ask(storeCalls.setExperimentStage, { experiment: row.experiment.experimentId, stage: 'active' }));
  }
  for (const result of results) pickers.value(result);
  return results.some(result => result.ok);
}

/** So many are named and looked at one by one before they are deleted. */
const MOST_NAMED = 10;

function namesOf(rows: readonly EditableArgument[]): string {
  const more = rows.length > MOST_NAMED ? [l10n.t('and {0} more', rows.length - MOST_NAMED)] : [];
  return [...rows.slice(0, MOST_NAMED).map(wordsOf), ...more].join(', ');
}

async function confirmed(rows: readonly EditableArgument[], details: readonly string[]): Promise<boolean> {
  const [first] = rows;
  if (first === undefined) return false;
  const what = rows.length === 1 ? wordsOf(first) : l10n.t('{0} rows', rows.length);
  const answer = l10n.t('Delete');
  const chosen = await window.showWarningMessage(l10n.t('Delete {0}?', what), { modal: true, detail: details.join('\n') }, answer);
  return chosen === answer;
}

/** Runs go in one change; what else is selected one by one. */
async function deleteAll(rows: readonly EditableArgument[], { engine, pickers }: Parts): Promise<boolean> {
  const runs = rows.flatMap(row => ('run' in row ? [row.run.runId] : []));
  const results: Result<void>[] = runs.length === 0 ? [] : [await engine.ask(storeCalls.setRunStage, { runs, stage: 'deleted' })];
  for (const row of rows) if (!('run' in row)) results.push(await deleteOne(row, engine));
  for (const result of results) pickers.value(result);
  return results.some(result => result.ok);
}

async function deleteOne(row: Exclude<EditableArgument, RunArgument>, engine: Engine): Promise<Result<void>> {
  if ('experiment' in row) {
    return await engine.ask(storeCalls.setExperimentStage, { experiment: row.experiment.experimentId, stage: 'deleted' });
  }
  if ('version' in row) return await engine.ask(storeCalls.deleteVersion, { name: row.version.name, version: row.version.version });
  return await engine.ask(storeCalls.deleteModel, { name: row.model.name });
}

/** What a person should know before something is deleted, as one line; a failure where it must not be. */
async function consequenceOf(row: EditableArgument, engine: Engine): Promise<Result<string>> {
  if ('experiment' in row) return await experimentConsequence(row, engine);
  if ('run' in row) return await runConsequence(row, engine);
  return 'version' in row ? await versionConsequence(row, engine) : await modelConsequence(row, engine);
}

async function experimentConsequence({ experiment }: ExperimentArgument, engine: Engine): Promise<Result<string>> {
  const runs = await engine.ask(storeCalls.countRuns, { experiments: [experiment.experimentId] });
  if (!runs.ok) return runs;
  const counted = runs.value === null ? l10n.t('All of its runs go too.') : l10n.t('{0} runs go too.', runs.value);
  return success(l10n.t('{0} It can be restored from the deleted rows; its name stays taken.', counted));
}

async function runConsequence({ run }: RunArgument, engine: Engine): Promise<Result<string>> {
  const versions = await engine.ask(storeCalls.listVersions, { filter: `run_id = '${run.runId}'`, limit: 100 });
  if (!versions.ok) return versions;
  const names = versions.value.items.map(({ name, version }) => `${plainLabel(name, 60)} v${version}`);
  if (names.length === 0) return success(l10n.t('It keeps its data, and can be restored from the deleted rows.'));
  return success(l10n.t('{0} was registered from {1}; it stays.', names.join(', '), plainLabel(run.runName, 60)));
}

/** What someone loads is not deleted: it is moved away first, which history records. */
async function versionConsequence({ version }: Extract<EditableArgument, { version: unknown }>, engine: Engine): Promise<Result<string>> {
  const found = await engine.ask(storeCalls.getVersion, { name: version.name, version: version.version });
  if (!found.ok) return found;
  const { stage, aliases } = found.value;
  const uses = [...(stage === 'Production' || stage === 'Staging' ? [stage] : []), ...aliases.map(alias => `@${plainLabel(alias, 40)}`)];
  if (uses.length > 0) {
    return failure('conflict', l10n.t('Version {0} is loaded by {1}.', version.version, uses.join(', ')), {
      nextStep: l10n.t('Move these to another version first.'),
    });
  }
  return success(l10n.t('Its number is never used again, and it cannot be brought back.'));
}

async function modelConsequence({ model }: Extract<EditableArgument, { model: unknown }>, engine: Engine): Promise<Result<string>> {
  const found = await engine.ask(storeCalls.getModel, { name: model.name });
  if (!found.ok) return found;
  const { versionCount, latestVersions, aliases } = found.value;
  const loaded = [
    ...latestVersions
      .filter(({ stage }) => stage === 'Production' || stage === 'Staging')
      .map(({ stage, version }) => `${stage} v${version}`),
    ...Object.entries(aliases).map(([alias, version]) => `@${plainLabel(alias, 40)} v${version}`),
  ];
  const used = loaded.length === 0 ? '' : ` ${l10n.t('In use: {0}.', loaded.join(', '))}`;
  return success(`${l10n.t('{0} versions and the whole history go too, and cannot be brought back.', versionCount)}${used}`);
}
