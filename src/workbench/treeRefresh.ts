import { ThemeIcon, type TreeItem } from 'vscode';
import { breathe, isOutOfBreath } from '../platform/breather';
import { type TreeNode } from './treeNode';

/** The rows below a node, as last given to the host. */
export interface ShownRows {
  readonly node: TreeNode;
  readonly rows: readonly TreeNode[];
}

interface Shown {
  /** By the id of their parent. */
  readonly rows: Map<string, ShownRows>;
  /** How each row looks on the screen, by its id. */
  readonly looks: ReadonlyMap<string, string>;
  readonly collapsed: ReadonlySet<string>;
  readonly load: (node: TreeNode) => Promise<readonly TreeNode[]>;
}

/** One reading again of all that a tree shows, and what of it must be drawn again. */
export class TreeRefresh {
  /** Nodes that look otherwise than on the screen, or whose list of rows changed. */
  readonly redrawn = new Set<TreeNode>();
  /** What was read, by the id of the parent. */
  private readonly rows = new Map<string, readonly TreeNode[]>();

  constructor(private readonly shown: Shown) {}

  async read(node: TreeNode): Promise<void> {
    const before = this.shown.rows.get(node.id);
    if (before === undefined) return;
    const rows = await this.shown.load(node);
    this.rows.set(node.id, rows);
    if (!sameRows(before.rows, rows)) this.replaced(node, before.rows, rows);
    for (const row of rows) {
      if (isOutOfBreath()) await breathe();
      if (this.isToBeRead(row)) await this.read(row);
    }
  }

  /** What the host will ask for when it draws again. */
  *answers(): Iterable<readonly [id: string, rows: readonly TreeNode[]]> {
    const drawn = new Set([...this.redrawn].map(({ id }) => id));
    for (const [id, rows] of this.rows) if (isWithin(id, drawn)) yield [id, rows];
  }

  /** Looks at one row, and says whether those below it are shown. Most of ten thousand have none: no promise is made for them. */
  private isToBeRead(row: TreeNode): boolean {
    const look = this.shown.looks.get(row.id);
    if (look !== undefined && look !== lookOf(row.item())) this.redrawn.add(row);
    if (!this.shown.rows.has(row.id)) return false;
    if (!this.shown.collapsed.has(row.id)) return true;
    this.forget(row.id);
    return false;
  }

  private replaced(node: TreeNode, before: readonly TreeNode[], after: readonly TreeNode[]): void {
    this.redrawn.add(node);
    const kept = new Set(after);
    const gone = new Set(before.filter(row => !kept.has(row)).map(({ id }) => id));
    for (const { node: below } of this.within(gone)) this.shown.rows.delete(below.id);
  }

  /** What nobody sees is read when it is expanded again: the host is told that what it knows is out of date. */
  private forget(id: string): void {
    for (const { node } of this.within(new Set([id]))) {
      this.shown.rows.delete(node.id);
      this.redrawn.add(node);
    }
  }

  private within(ids: ReadonlySet<string>): readonly ShownRows[] {
    return ids.size === 0 ? [] : [...this.shown.rows.values()].filter(({ node }) => isWithin(node.id, ids));
  }
}

/** All of a row that the host shows. */
export function lookOf(item: TreeItem): string {
  const { label, description, iconPath, contextValue, collapsibleState, tooltip, command } = item;
  const icon = iconPath instanceof ThemeIcon ? [iconPath.id, iconPath.color?.id] : null;
  return JSON.stringify([
    label,
    description,
    icon,
    contextValue,
    collapsibleState,
    typeof tooltip === 'string' ? tooltip : null,
    command?.command,
  ]);
}

function sameRows(before: readonly TreeNode[], after: readonly TreeNode[]): boolean {
  return before.length === after.length && before.every((row, index) => row === after[index]);
}

/** Whether a node, or one that it lies below, is among these. An id is the path of the node. */
function isWithin(id: string, ids: ReadonlySet<string>): boolean {
  for (let end = id.length; end > 0; end = id.lastIndexOf('/', end - 1)) if (ids.has(id.slice(0, end))) return true;
  return false;
}
