import * as assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { extensions, type TreeItem } from 'vscode';
import { type Result } from '../../src/base/result';
import { type ModelOpsParts } from '../../src/extension';
import { sampleCalls } from '../../src/sample/contract';
import { type NodeTree } from '../../src/workbench/nodeTree';
import { type TreeNode } from '../../src/workbench/treeNode';

/** The extension under test, as its activation gives it to tests. */
export async function parts(): Promise<ModelOpsParts> {
  const extension = extensions.getExtension<ModelOpsParts>('modelops.modelops');
  assert.ok(extension, 'Model Ops is not installed beside its tests');
  return await extension.activate();
}

/** A folder that only this run uses. */
export const scratch = mkdtempSync(path.join(tmpdir(), 'model-ops-host-'));

export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.failure.reason}: ${result.failure.message} ${result.failure.detail ?? ''}`);
}

let copies = 0;

/** Connects to a fresh copy of the sample. @returns the folder of the copy. */
export async function connectToSample(): Promise<string> {
  const { engine, store } = await parts();
  const sample = valueOf(await engine.ask(sampleCalls.open, { folder: path.join(scratch, `sample${copies++}`) }));
  valueOf(await store.connection.connect(sample.uri));
  return sample.folder;
}

/** Tries a check until it holds, for what VS Code tells its extensions a moment later. */
export async function eventually(check: () => void): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      return check();
    } catch {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
  check();
}

export interface Row {
  readonly node: TreeNode;
  readonly item: TreeItem;
  readonly label: string;
  readonly description: string;
}

/** The rows below a node as VS Code would show them; a place that is still loading is asked again. */
export async function rowsOf(tree: NodeTree, node?: TreeNode): Promise<readonly Row[]> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const rows = (await tree.getChildren(node)).map(child => rowOf(tree, child));
    if (!rows.some(row => row.node.id.endsWith('/(loading)'))) return rows;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('The rows did not arrive.');
}

export async function rowNamed(tree: NodeTree, label: string, node?: TreeNode): Promise<Row> {
  const rows = await rowsOf(tree, node);
  const found = rows.find(row => row.label === label);
  assert.ok(found, `no row ${label} among ${rows.map(row => row.label).join(', ')}`);
  return found;
}

function rowOf(tree: NodeTree, node: TreeNode): Row {
  const item = tree.getTreeItem(node);
  const label = typeof item.label === 'string' ? item.label : (item.label?.label ?? '');
  return { node, item, label, description: typeof item.description === 'string' ? item.description : '' };
}
