import { type Command, type MarkdownString, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { oneLine } from '../../base/oneLine';
import { type Result, success } from '../../base/result';
import { card } from '../../workbench/card';
import { rows } from '../../workbench/contributions';
import { type Children, TreeNode } from '../../workbench/treeNode';

interface Fact {
  /** What tells it from its neighbours; the name when absent. */
  readonly key?: string;
  readonly name: string;
  /** As the row shows it. */
  readonly value: string;
  /** In full, for the hover and for Copy; the same as `value` when absent. */
  readonly full?: string;
  readonly icon?: ThemeIcon;
  readonly command?: Command;
}

/** A name with a value: a metric, a parameter, a tag, a line about a version. */
export class FactNode extends TreeNode {
  constructor(
    parent: TreeNode,
    private readonly fact: Fact,
  ) {
    super(parent, fact.key ?? fact.name);
  }

  /** What Copy Value copies. */
  get copyable(): string {
    return this.fact.full ?? this.fact.value;
  }

  item(): TreeItem {
    const item = new TreeItem(oneLine(this.fact.name));
    item.description = oneLine(this.fact.value);
    item.contextValue = rows.fact;
    if (this.fact.icon !== undefined) item.iconPath = this.fact.icon;
    if (this.fact.command !== undefined) item.command = this.fact.command;
    return item;
  }

  override tooltip(): Promise<MarkdownString> {
    return Promise.resolve(card(this.fact.name, [], this.copyable));
  }
}

interface Group {
  readonly key: string;
  readonly label: string;
  readonly icon: string;
  /** Shown behind the label; absent where it is not known without reading. */
  readonly count?: number;
  /** Shown there instead, where a number says too little. */
  readonly description?: string;
  readonly emptyText: string;
  readonly read: (parent: TreeNode) => Promise<Result<readonly TreeNode[]>> | Result<readonly TreeNode[]>;
}

/** A heading over rows of one kind, read when it is expanded. */
export class GroupNode extends TreeNode {
  constructor(
    parent: TreeNode,
    private readonly group: Group,
  ) {
    super(parent, group.key);
  }

  item(): TreeItem {
    const isEmpty = this.group.count === 0;
    const item = new TreeItem(this.group.label, isEmpty ? TreeItemCollapsibleState.None : TreeItemCollapsibleState.Collapsed);
    item.iconPath = new ThemeIcon(this.group.icon);
    const description = this.group.description ?? this.group.count;
    if (description !== undefined) item.description = String(description);
    item.tooltip = this.group.label;
    return item;
  }

  override get emptyText(): string {
    return this.group.emptyText;
  }

  override async children(): Promise<Result<Children>> {
    const nodes = await this.group.read(this);
    return nodes.ok ? success({ nodes: nodes.value, more: false, failure: null }) : nodes;
  }
}
