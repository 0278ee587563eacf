import { TreeItem } from 'vscode';
import { type Result, success } from '../base/result';
import { type Children, TreeNode } from './treeNode';

/** Rows that one page holds, and how many more each click brings. */
export const PAGE_SIZE = 100;

interface Listed<T> {
  readonly items: readonly T[];
  readonly nextPage: string | null;
}

interface Asked {
  readonly limit: number;
  readonly page?: string;
}

/** A node whose rows come in pages. After a refresh as many rows are shown as before. */
export abstract class PagedNode<T> extends TreeNode {
  private nodes: readonly TreeNode[] = [];
  private nextPage: string | null = null;
  private pages = 1;
  private wantsMore = false;

  protected abstract read(asked: Asked): Promise<Result<Listed<T>>>;

  protected abstract nodesOf(items: readonly T[]): Promise<readonly TreeNode[]>;

  /** Rows before the list. */
  protected fixedNodes(): readonly TreeNode[] {
    return [];
  }

  override async children(): Promise<Result<Children>> {
    const continued = this.wantsMore ? this.nextPage : null;
    this.wantsMore = false;
    const page = await this.read(continued === null ? { limit: PAGE_SIZE * this.pages } : { limit: PAGE_SIZE, page: continued });
    if (!page.ok) {
      if (continued === null) return page;
      return success({ nodes: [...this.fixedNodes(), ...this.nodes], more: true, failure: page.failure });
    }
    const added = await this.nodesOf(page.value.items);
    this.nodes = continued === null ? added : [...this.nodes, ...added];
    this.pages += continued === null ? 0 : 1;
    this.nextPage = page.value.nextPage;
    return success({ nodes: [...this.fixedNodes(), ...this.nodes], more: this.nextPage !== null, failure: null });
  }

  override askForMore(): void {
    this.wantsMore = true;
  }

  override takeOver(earlier: TreeNode): void {
    if (earlier instanceof PagedNode) this.pages = earlier.pages;
  }
}

/** The invisible node above the first rows of a view. */
export abstract class RootNode<T> extends PagedNode<T> {
  item(): TreeItem {
    return new TreeItem('');
  }
}
