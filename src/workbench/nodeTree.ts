import { EventEmitter, type TreeDataProvider, type TreeItem, type TreeView } from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable';
import { breathe, isOutOfBreath } from '../platform/breather';
import { EmptyNode, ErrorNode, LoadingNode, LoadMoreNode } from './messageNodes';
import { type Children, type TreeNode } from './treeNode';
import { lookOf, type ShownRows, TreeRefresh } from './treeRefresh';

/** After this long without an answer a row says that it is loading. */
const PATIENCE_MS = 150;

/**
 * Shows nodes as a tree: reads what is expanded, and says empty, loading and failed places as rows. On a refresh the old
 * rows stay until the new ones are there, and only what changed is drawn again.
 */
export class NodeTree implements TreeDataProvider<TreeNode>, Disposable {
  private readonly disposables = new DisposableStore();
  private readonly changed = this.disposables.add(new EventEmitter<TreeNode | TreeNode[] | undefined>());
  readonly onDidChangeTreeData = this.changed.event;
  /** By the id of their parent. */
  private readonly shown = new Map<string, ShownRows>();
  /** Rows that were read before the host asks for them. */
  private readonly arrived = new Map<string, readonly TreeNode[]>();
  private readonly collapsed = new Set<string>();
  /** How each row looks on the screen, by its id. */
  private readonly looks = new Map<string, string>();
  private refreshing: Promise<void> | null = null;
  private again: Promise<void> | null = null;
  private generation = 0;
  /** By the id of the node whose rows are being read. */
  private readonly loading = new Map<string, Promise<unknown>>();

  constructor(private readonly root: TreeNode) {}

  /** Learns from the view which rows are collapsed: they are not read again until they are expanded. */
  follow(view: Pick<TreeView<TreeNode>, 'onDidCollapseElement' | 'onDidExpandElement'>): void {
    this.disposables.add(view.onDidCollapseElement(({ element }) => this.collapsed.add(element.id)));
    this.disposables.add(view.onDidExpandElement(({ element }) => this.collapsed.delete(element.id)));
  }

  /** Reads again what is shown, and draws what changed. Asked for while it runs, it runs once more after. */
  refresh(): Promise<void> {
    if (this.refreshing === null) return this.startRefresh();
    this.again ??= this.refreshing.then(() => {
      this.again = null;
      return this.startRefresh();
    });
    return this.again;
  }

  /** Forgets every row, e.g. because they are of another store. */
  clear(): void {
    this.generation++;
    for (const known of [this.shown, this.arrived, this.collapsed, this.looks, this.loading]) known.clear();
    this.changed.fire(undefined);
  }

  /** Reads and draws one row again, and what is below it. */
  redraw(node: TreeNode): void {
    this.arrived.delete(node.id);
    this.draw(node);
  }

  /** The rows below a node, those that are shown and the others: what the host can be asked to reveal. */
  async rowsBelow(node: TreeNode = this.root): Promise<readonly TreeNode[]> {
    return this.shown.get(node.id)?.rows ?? (await this.load(node));
  }

  /** The first row that is meant, among those that have been shown. */
  findWhere(isIt: (node: TreeNode) => boolean): TreeNode | undefined {
    for (const { rows } of this.shown.values()) {
      const found = rows.find(isIt);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  getTreeItem(node: TreeNode): TreeItem {
    const item = node.item();
    item.id = node.id;
    this.looks.set(node.id, lookOf(item));
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
    const early = this.arrived.get(node.id);
    this.arrived.delete(node.id);
    if (early !== undefined) return [...early];
    const loading = this.load(node);
    if (this.shown.has(node.id)) return [...(await loading)];
    const inTime = await Promise.race([loading, after(PATIENCE_MS)]);
    if (inTime !== null) return [...inTime];
    void loading.then(rows => this.deliver(node, rows));
    return [new LoadingNode(node)];
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private startRefresh(): Promise<void> {
    this.refreshing = this.readAgain().finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  private async readAgain(): Promise<void> {
    const generation = this.generation;
    if (!this.shown.has(this.root.id)) return this.changed.fire(undefined);
    this.arrived.clear();
    const { shown: rows, looks, collapsed } = this;
    const refresh = new TreeRefresh({ rows, looks, collapsed, load: node => this.load(node) });
    await refresh.read(this.root);
    if (generation !== this.generation || refresh.redrawn.size === 0) return;
    for (const [id, read] of refresh.answers()) this.arrived.set(id, read);
    this.changed.fire(refresh.redrawn.has(this.root) ? undefined : [...refresh.redrawn]);
  }

  private draw(node: TreeNode): void {
    this.changed.fire(node === this.root ? undefined : node);
  }

  private deliver(node: TreeNode, rows: readonly TreeNode[]): void {
    this.arrived.set(node.id, rows);
    this.draw(node);
  }

  /**
   * Reads the rows below a node, after those who read them already: two at once would each make rows of their own, and the
   * host knows a row by its object.
   */
  private load(node: TreeNode): Promise<readonly TreeNode[]> {
    const before = this.loading.get(node.id) ?? Promise.resolve();
    const mine = before.then(
      () => this.readRows(node),
      () => this.readRows(node),
    );
    const isLast = (): boolean => this.loading.get(node.id) === mine;
    this.loading.set(node.id, mine);
    void mine.catch(() => undefined).finally(() => (isLast() ? this.loading.delete(node.id) : undefined));
    return mine;
  }

  /** Reads the rows below a node. A row that was shown stays the same object and takes over what is new. */
  private async readRows(node: TreeNode): Promise<readonly TreeNode[]> {
    const children = await node.children();
    const fresh = children.ok ? this.rowsOf(node, children.value) : [new ErrorNode(node, children.failure)];
    const earlier = new Map<string, TreeNode>();
    for (const row of this.shown.get(node.id)?.rows ?? []) {
      earlier.set(row.id, row);
      if (isOutOfBreath()) await breathe();
    }
    // By id: a list that grew while its pages were read names a row twice.
    const rows = new Map<string, TreeNode>();
    for (const row of fresh) {
      const before = earlier.get(row.id);
      if (before !== undefined && before !== row) before.renew(row);
      rows.set(row.id, before ?? row);
      if (isOutOfBreath()) await breathe();
    }
    const shown = [...rows.values()];
    this.shown.set(node.id, { node, rows: shown });
    return shown;
  }

  /** The children and the row that says what else there is: more, a failure, or nothing at all. */
  private rowsOf(node: TreeNode, { nodes, more, failure }: Children): readonly TreeNode[] {
    if (failure !== null) return [...nodes, new ErrorNode(node, failure)];
    if (more) return [...nodes, new LoadMoreNode(node, () => this.loadMore(node))];
    return nodes.length === 0 && node.emptyText !== null ? [new EmptyNode(node, node.emptyText)] : nodes;
  }

  private loadMore(node: TreeNode): void {
    node.askForMore();
    this.redraw(node);
  }
}

function after(milliseconds: number): Promise<null> {
  return new Promise(resolve => setTimeout(() => resolve(null), milliseconds));
}
