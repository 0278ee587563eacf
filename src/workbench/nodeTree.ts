import { EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import { type Disposable } from '../base/disposable';
import { EmptyNode, ErrorNode, LoadingNode, LoadMoreNode } from './messageNodes';
import { type Children, type TreeNode } from './treeNode';

/** After this long without an answer a row says that it is loading. */
const PATIENCE_MS = 150;

/**
 * Shows nodes as a tree: reads what is expanded, and says empty, loading and failed places as rows. On a refresh the old
 * rows stay until the new ones are there.
 */
export class NodeTree implements TreeDataProvider<TreeNode>, Disposable {
  private readonly changed = new EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  /** The rows last given to the host, by the id of their parent. */
  private readonly shown = new Map<string, readonly TreeNode[]>();
  /** Rows that arrived after a loading row had been shown. */
  private readonly arrived = new Map<string, readonly TreeNode[]>();

  constructor(private readonly root: TreeNode) {}

  /** Reads again what is shown. */
  refresh(): void {
    this.arrived.clear();
    this.changed.fire(undefined);
  }

  /** Forgets every row, e.g. because they are of another store. */
  clear(): void {
    this.shown.clear();
    this.refresh();
  }

  /** The first row that is meant, among those that have been shown. */
  findWhere(isIt: (node: TreeNode) => boolean): TreeNode | undefined {
    for (const rows of this.shown.values()) {
      const found = rows.find(isIt);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  getTreeItem(node: TreeNode): TreeItem {
    const item = node.item();
    item.id = node.id;
    return item;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent === null || node.parent === this.root ? undefined : node.parent;
  }

  async resolveTreeItem(item: TreeItem, node: TreeNode): Promise<TreeItem> {
    const tooltip = await node.tooltip();
    if (tooltip !== null) item.tooltip = tooltip;
    return item;
  }

  async getChildren(node: TreeNode = this.root): Promise<TreeNode[]> {
    const late = this.arrived.get(node.id);
    this.arrived.delete(node.id);
    if (late !== undefined) return [...late];
    const loading = this.load(node);
    if (this.shown.has(node.id)) return [...(await loading)];
    const inTime = await Promise.race([loading, after(PATIENCE_MS)]);
    if (inTime !== null) return [...inTime];
    void loading.then(rows => this.deliver(node, rows));
    return [new LoadingNode(node)];
  }

  dispose(): void {
    this.changed.dispose();
  }

  private deliver(node: TreeNode, rows: readonly TreeNode[]): void {
    this.arrived.set(node.id, rows);
    this.changed.fire(node === this.root ? undefined : node);
  }

  private async load(node: TreeNode): Promise<readonly TreeNode[]> {
    const children = await node.children();
    const rows = children.ok ? this.rowsOf(node, children.value) : [new ErrorNode(node, children.failure)];
    const earlier = new Map(this.shown.get(node.id)?.map(row => [row.id, row]));
    for (const row of rows) {
      const before = earlier.get(row.id);
      if (before !== undefined && before !== row) row.takeOver(before);
    }
    this.shown.set(node.id, rows);
    return rows;
  }

  /** The children and the row that says what else there is: more, a failure, or nothing at all. */
  private rowsOf(node: TreeNode, { nodes, more, failure }: Children): readonly TreeNode[] {
    if (failure !== null) return [...nodes, new ErrorNode(node, failure)];
    if (more) return [...nodes, new LoadMoreNode(node, () => this.loadMore(node))];
    return nodes.length === 0 && node.emptyText !== null ? [new EmptyNode(node, node.emptyText)] : nodes;
  }

  private loadMore(node: TreeNode): void {
    node.askForMore();
    this.changed.fire(node === this.root ? undefined : node);
  }
}

function after(milliseconds: number): Promise<null> {
  return new Promise(resolve => setTimeout(() => resolve(null), milliseconds));
}
