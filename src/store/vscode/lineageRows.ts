import { l10n, ThemeIcon } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type Result, success } from '../../base/result';
import { parseModelUri } from '../../domain/modelUri';
import { type ModelVersion } from '../../domain/registeredModel';
import { type Run } from '../../domain/run';
import { type Signature, type SignatureColumn } from '../../formats/contract';
import { versionsCalls } from '../../versions/contract';
import { type Engine } from '../../workbench/engineProcess';
import { commandOf } from '../../workbench/messageNodes';
import { type TreeNode } from '../../workbench/treeNode';
import { FactNode, GroupNode } from './factNodes';
import { datasetGroup } from './runGroups';

/** Where what is known of a version is read. */
export interface LineageSources {
  readonly engine: Engine;
  /** Whether model files are far away: then they are fetched only for a row that is opened. */
  readonly isServer: () => boolean;
}

/** Where a version comes from, and what it takes and gives: the rows below it. @param run its source run, if that was found. */
export async function lineageRows(
  parent: TreeNode,
  version: ModelVersion,
  run: Run | null,
  sources: LineageSources,
): Promise<readonly TreeNode[]> {
  return [
    ...runRows(parent, version, run),
    ...sourceRows(parent, version),
    ...(run === null ? [] : [datasetGroup(parent, run, sources.engine), ...commitRows(parent, run)]),
    await signatureRow(parent, version, sources),
  ];
}

function runRows(parent: TreeNode, { runId }: ModelVersion, run: Run | null): readonly TreeNode[] {
  if (runId === null) return [];
  const known = { key: 'run', name: l10n.t('Source run'), full: runId };
  if (run === null) {
    const value = l10n.t('{0} is not in this store', runId.slice(0, 8));
    return [new FactNode(parent, { ...known, value, icon: new ThemeIcon('question') })];
  }
  const command = commandOf('modelOps.openRun', l10n.t('Open Run'), { run });
  return [new FactNode(parent, { ...known, value: run.runName, icon: new ThemeIcon('history'), command })];
}

/** What the source says: a logged model, another version, or only a place, which the row Source shows. */
function sourceRows(parent: TreeNode, { source }: ModelVersion): readonly TreeNode[] {
  const uri = parseModelUri(source);
  if (!uri.ok) return [];
  if (uri.value.kind === 'loggedModel') {
    const { id } = uri.value;
    const icon = new ThemeIcon('package');
    return [new FactNode(parent, { key: 'loggedModel', name: l10n.t('Logged model'), value: id.slice(0, 10), full: id, icon })];
  }
  if (uri.value.kind !== 'version') return [];
  const value = `${plainLabel(uri.value.name, 80)} v${uri.value.version}`;
  return [new FactNode(parent, { key: 'copiedFrom', name: l10n.t('Copied from'), value, full: source, icon: new ThemeIcon('copy') })];
}

function commitRows(parent: TreeNode, { tags }: Run): readonly TreeNode[] {
  const commit = tags['mlflow.source.git.commit'];
  if (commit === undefined || commit === '') return [];
  const icon = new ThemeIcon('git-commit');
  return [new FactNode(parent, { key: 'commit', name: l10n.t('Git commit'), value: commit.slice(0, 8), full: commit, icon })];
}

async function signatureRow(parent: TreeNode, { name, version }: ModelVersion, { engine, isServer }: LineageSources): Promise<TreeNode> {
  const ask = (): Promise<Result<Signature | null>> => engine.ask(versionsCalls.signature, { name, version });
  const known = isServer() ? null : await ask();
  return new GroupNode(parent, {
    key: 'signature',
    label: l10n.t('Signature'),
    icon: 'symbol-interface',
    ...(known?.ok && { description: signatureWords(known.value) }),
    emptyText: l10n.t('The model was logged without a signature.'),
    read: async group => {
      const found = known ?? (await ask());
      return found.ok ? success(found.value === null ? [] : columnRows(group, found.value)) : found;
    },
  });
}

/** "12 inputs → 1 output". */
function signatureWords(signature: Signature | null): string {
  if (signature === null) return l10n.t('none');
  const { inputs, outputs } = signature;
  const taken = inputs.length === 1 ? l10n.t('1 input') : l10n.t('{0} inputs', inputs.length);
  const given = outputs.length === 1 ? l10n.t('1 output') : l10n.t('{0} outputs', outputs.length);
  return `${taken} → ${given}`;
}

function columnRows(parent: TreeNode, { inputs, outputs, params }: Signature): readonly TreeNode[] {
  return [
    ...inputs.map((column, index) => columnRow(parent, column, { index, word: l10n.t('input'), icon: 'arrow-right' })),
    ...outputs.map((column, index) => columnRow(parent, column, { index, word: l10n.t('output'), icon: 'arrow-left' })),
    ...params.map((column, index) => columnRow(parent, column, { index, word: l10n.t('param'), icon: 'settings' })),
  ];
}

function columnRow(
  parent: TreeNode,
  column: SignatureColumn,
  { index, word, icon }: { readonly index: number; readonly word: string; readonly icon: string },
): TreeNode {
  const value = [word, column.type, column.detail, column.required ? undefined : l10n.t('optional')].filter(Boolean).join(' · ');
  return new FactNode(parent, { key: `${icon}:${index}`, name: column.name ?? `#${index + 1}`, value, icon: new ThemeIcon(icon) });
}
