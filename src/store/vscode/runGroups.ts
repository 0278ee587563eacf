import { l10n, ThemeIcon } from 'vscode';
import { fourDigits } from '../../base/fourDigits';
import { success } from '../../base/result';
import { type Run } from '../../domain/run';
import { type Engine } from '../../workbench/engineProcess';
import { type TreeNode } from '../../workbench/treeNode';
import { storeCalls } from '../contract';
import { ArtifactsNode } from './artifactNode';
import { FactNode, GroupNode } from './factNodes';
import { LoggedModelNode } from './loggedModelNode';

/** Metrics, Params, Tags, Artifacts, Models and Datasets of a run. The last three are read when they are expanded. */
export function runGroups(parent: TreeNode, run: Run, engine: Engine): readonly TreeNode[] {
  return [
    metrics(parent, run),
    params(parent, run),
    tags(parent, run),
    new ArtifactsNode(parent, { owner: { kind: 'run', runId: run.runId }, folder: '', name: run.runName }, engine),
    models(parent, run, engine),
    datasetGroup(parent, run, engine),
  ];
}

function metrics(parent: TreeNode, run: Run): TreeNode {
  const entries = sortedEntries(run.metrics);
  return new GroupNode(parent, {
    key: 'metrics',
    label: l10n.t('Metrics'),
    icon: 'graph-line',
    count: entries.length,
    emptyText: l10n.t('No metrics.'),
    read: group => success(entries.map(([name, value]) => new FactNode(group, { name, value: fourDigits(value), full: String(value) }))),
  });
}

function params(parent: TreeNode, run: Run): TreeNode {
  return factGroup(
    parent,
    { key: 'params', label: l10n.t('Params'), icon: 'settings', emptyText: l10n.t('No params.') },
    sortedEntries(run.params),
  );
}

/** The user's own tags first; MLflow's bookkeeping after them. */
function tags(parent: TreeNode, run: Run): TreeNode {
  const entries = sortedEntries(run.tags);
  const own = entries.filter(([name]) => !name.startsWith('mlflow.'));
  const system = entries.filter(([name]) => name.startsWith('mlflow.'));
  return factGroup(parent, { key: 'tags', label: l10n.t('Tags'), icon: 'tag', emptyText: l10n.t('No tags.') }, [...own, ...system]);
}

function factGroup(
  parent: TreeNode,
  heading: { readonly key: string; readonly label: string; readonly icon: string; readonly emptyText: string },
  entries: readonly (readonly [string, string])[],
): TreeNode {
  const read = (group: TreeNode) => success(entries.map(([name, value]) => new FactNode(group, { name, value })));
  return new GroupNode(parent, { ...heading, count: entries.length, read });
}

function models(parent: TreeNode, run: Run, engine: Engine): TreeNode {
  return new GroupNode(parent, {
    key: 'models',
    label: l10n.t('Models'),
    icon: 'package',
    emptyText: l10n.t('No models.'),
    read: async group => {
      const found = await engine.ask(storeCalls.loggedModels, { runId: run.runId });
      return found.ok ? success(found.value.map(model => new LoggedModelNode(group, model, engine, true))) : found;
    },
  });
}

/** The datasets that a run logged, read when the row is expanded. */
export function datasetGroup(parent: TreeNode, run: Run, engine: Engine): TreeNode {
  return new GroupNode(parent, {
    key: 'datasets',
    label: l10n.t('Datasets'),
    icon: 'table',
    emptyText: l10n.t('No datasets.'),
    read: async group => {
      const found = await engine.ask(storeCalls.datasets, { runId: run.runId });
      if (!found.ok) return found;
      const icon = new ThemeIcon('table');
      return success(
        found.value.map(({ name, digest, context, source }) => {
          const value = [context, digest].filter(Boolean).join(' · ');
          return new FactNode(group, { key: `${name}:${digest}:${context ?? ''}`, name, value, full: source, icon });
        }),
      );
    },
  });
}

function sortedEntries<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
