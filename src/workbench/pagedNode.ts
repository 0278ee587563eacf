import { TreeItem } from 'vscode';
import { type Failure, type Result, success } from '../base/result';
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
    return continued === null ? await this.readAgain() : await this.readOn(continued);
  }

  override askForMore(): void {
    this.wantsMore = true;
  }

  override renew(fresh: TreeNode): void {
    const { nodes, nextPage, pages, wantsMore } = this;
    super.renew(fresh);
    Object.assign(this, { nodes, nextPage, pages, wantsMore });
  }

  /** As many pages as before, one after the other: no answer is so large that taking it up is felt. */
  private async readAgain(): Promise<Result<Children>> {
    const nodes: TreeNode[] = [];
    let next: string | null = null;
    let read = 0;
    do {
      const page: Result<Listed<T>> = await this.read(next === null ? { limit: PAGE_SIZE } : { limit: PAGE_SIZE, page: next });
      if (!page.ok) return page;
      nodes.push(...(await this.nodesOf(page.value.items)));
      next = page.value.nextPage;
      read++;
    } while (next !== null && read < this.pages);
    this.nodes = nodes;
    this.nextPage = next;
    return success(this.shown(null));
  }

  private async readOn(continued: string): Promise<Result<Children>> {
    const page = await this.read({ limit: PAGE_SIZE, page: continued });
    if (!page.ok) return success({ ...this.shown(page.failure), more: true });
    this.nodes = [...this.nodes, ...(await this.nodesOf(page.value.items))];
    this.pages++;
    this.nextPage = page.value.nextPage;
    return success(this.shown(null));
  }

  private shown(failure: Failure | null): Children {
    return { nodes: [...this.fixedNodes(), ...this.nodes], more: this.nextPage !== null, failure };
  }
}

/** The invisible node above the first rows of a view. */
export abstract class RootNode<T> extends PagedNode<T> {
  item(): TreeItem {
    return new TreeItem('');
  }
}
