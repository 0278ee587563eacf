import { type Result, success } from '../../base/result';
import { type Engine } from '../../workbench/engineProcess';
import { RootNode } from '../../workbench/pagedNode';
import { type Children, type TreeNode } from '../../workbench/treeNode';
import { ConnectionNode, RemarkNode } from './connectionNode';
import { type StoreConnection } from './storeConnection';

const NOTHING: Children = { nodes: [], more: false, failure: null };

/** The invisible node above the first rows of a store's view: before them it says what is wrong with the connection. */
export abstract class StoreRoot<T> extends RootNode<T> {
  /** What was read last: it stays below the row that says that the server is away. */
  private last: { readonly uri: string; readonly children: Children } | null = null;

  constructor(
    key: string,
    protected readonly engine: Engine,
    protected readonly connection: StoreConnection,
  ) {
    super(null, key);
  }

  override async children(): Promise<Result<Children>> {
    const store = await this.connection.ready();
    if (store === null) return success(NOTHING);
    if (!store.ok || this.connection.problem !== null) return success(this.whileAway());
    const read = await super.children();
    if (!read.ok) {
      this.connection.report(read.failure);
      return this.connection.problem === null ? read : success(this.whileAway());
    }
    this.last = { uri: store.value.uri, children: read.value };
    const remarks = store.value.remarks.map(sentence => new RemarkNode(this, sentence));
    return success({ ...read.value, nodes: [...remarks, ...read.value.nodes] });
  }

  private whileAway(): Children {
    const row: TreeNode = new ConnectionNode(this, this.connection);
    const isSame = this.connection.info !== null && this.connection.info.uri === this.last?.uri;
    const before = isSame ? (this.last?.children.nodes ?? []) : [];
    return { nodes: [row, ...before], more: false, failure: null };
  }
}
