import { l10n } from 'vscode';
import { escapeMarkdown } from '../../base/escapeMarkdown';
import { fourDigits } from '../../base/fourDigits';
import { failureSentence, type Result, success } from '../../base/result';
import { type ModelVersion } from '../../domain/registeredModel';
import { type LoggedDataset, type LoggedModel, type Run } from '../../domain/run';
import { tableOf } from '../../workbench/markdownTable';
import { type Page } from '../contract';
import { datasetColumns, datasetWords } from './datasetWords';
import { runFacts } from './runWords';

interface RunFacts {
  readonly run: Result<Run>;
  readonly models: Result<readonly LoggedModel[]>;
  /** Those that were registered from it; the first page, if there are more. */
  readonly versions: Result<Page<ModelVersion>>;
  readonly datasets: Result<readonly LoggedDataset[]>;
}

/** A run with all that it recorded, as a page. */
export function runPage({ run, models, versions, datasets }: RunFacts): string {
  if (!run.ok) return escapeMarkdown(failureSentence(run.failure));
  const { runName, tags, metrics, params } = run.value;
  const facts = runFacts(run.value).flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [[name, value] as const],
  );
  const own = Object.entries(tags).filter(([name]) => !name.startsWith('mlflow.'));
  const parts = [
    `# ${escapeMarkdown(runName)}`,
    tags['mlflow.note.content'] === undefined ? '' : `> ${escapeMarkdown(tags['mlflow.note.content'])}`,
    tableOf(['', ''], facts),
    section(
      l10n.t('Metrics'),
      [l10n.t('Name'), l10n.t('Value'), l10n.t('In full')],
      byName(metrics).map(([name, value]) => [name, fourDigits(value), String(value)]),
    ),
    section(l10n.t('Params'), [l10n.t('Name'), l10n.t('Value')], byName(params)),
    section(l10n.t('Tags'), [l10n.t('Name'), l10n.t('Value')], own),
    listed(l10n.t('Models'), [l10n.t('Name'), l10n.t('URI'), l10n.t('Status')], models, model => [model.name, model.uri, model.status]),
    listed(
      l10n.t('Registered versions'),
      [l10n.t('Name'), l10n.t('Version'), l10n.t('Stage')],
      versions.ok ? success(versions.value.items) : versions,
      ({ name, version, stage }) => [name, version, stage],
    ),
    listed(l10n.t('Datasets'), datasetHead(), datasets, dataset => [
      dataset.name,
      dataset.context ?? '',
      datasetWords(dataset),
      datasetColumns(dataset.schema),
      dataset.digest,
      dataset.source,
    ]),
  ];
  return parts.filter(part => part !== '').join('\n\n');
}

function datasetHead(): readonly string[] {
  return [l10n.t('Name'), l10n.t('Use'), l10n.t('Size'), l10n.t('Columns'), l10n.t('Digest'), l10n.t('Source')];
}

function section(title: string, head: readonly string[], lines: readonly (readonly string[])[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${tableOf(head, lines)}`;
}

function listed<T>(title: string, head: readonly string[], items: Result<readonly T[]>, line: (item: T) => readonly string[]): string {
  return items.ok ? section(title, head, items.value.map(line)) : `## ${title}\n\n${escapeMarkdown(failureSentence(items.failure))}`;
}

function byName<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
