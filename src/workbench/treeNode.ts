import { type MarkdownString, type TreeItem } from 'vscode';
import { type Failure, type Result, success } from '../base/result';

/** The rows below a node. `failure` is shown after the rows that are there. */
export interface Children {
  readonly nodes: readonly TreeNode[];
  /** Whether the list goes on: a row "Load 100 more…" follows. */
  readonly more: boolean;
  readonly failure: Failure | null;
}

/** A row of a tree. There is one class for each kind of row. */
export abstract class TreeNode {
  /** Stable over refreshes, so that expansion and selection survive them. */
  readonly id: string;

  constructor(
    readonly parent: TreeNode | null,
    key: string,
  ) {
    // A key may hold any text: only what separates keys is escaped.
    this.id = parent === null ? key : `${parent.id}/${key.replaceAll('%', '%25').replaceAll('/', '%2F')}`;
  }

  /** The row itself, made of what is known: it reads nothing. */
  abstract item(): TreeItem;

  /** Read when the row is expanded, never before. */
  children(): Promise<Result<Children>> {
    return Promise.resolve(success({ nodes: [], more: false, failure: null }));
  }

  /** What is said where there are no rows; null leaves the place empty. */
  get emptyText(): string | null {
    return null;
  }

  /** A card for the hover, made when it is asked for. */
  tooltip(): Promise<MarkdownString | null> {
    return Promise.resolve(null);
  }

  /** Makes the next `children()` go on after the last row. */
  askForMore(): void {
    // A list that is always whole has no more.
  }

  /**
   * Takes over what a node that was read anew in its place knows. The row stays the same object while it is shown, so
   * that the host knows it, and expansion, selection and loaded pages stay.
   */
  renew(fresh: TreeNode): void {
    const { parent, id } = this;
    Object.assign(this, fresh, { parent, id });
  }
}
