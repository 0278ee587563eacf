import * as path from 'node:path';
import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { fourDigits } from '../../base/fourDigits';
import { oneLine } from '../../base/oneLine';
import { type Result, success } from '../../base/result';
import { type Artifact, type ArtifactOwner } from '../../domain/artifact';
import { shownPath } from '../../domain/shownText';
import { type ArtifactArgument, rows } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { commandOf } from '../../workbench/messageNodes';
import { type Children, TreeNode } from '../../workbench/treeNode';
import { storeCalls } from '../contract';

/** The heading over an owner's artifacts, or those below one folder: read when it is expanded. */
export class ArtifactsNode extends TreeNode {
  readonly artifact: ArtifactArgument['artifact'];

  constructor(
    parent: TreeNode,
    { owner, folder, name }: { readonly owner: ArtifactOwner; readonly folder: string; readonly name: string },
    private readonly engine: Engine,
  ) {
    super(parent, 'artifacts');
    this.artifact = { owner, path: folder, isFolder: true, name };
  }

  item(): TreeItem {
    const item = new TreeItem(l10n.t('Artifacts'), TreeItemCollapsibleState.Collapsed);
    item.iconPath = new ThemeIcon('files');
    item.contextValue = rows.artifacts;
    item.tooltip = l10n.t('Artifacts');
    return item;
  }

  override get emptyText(): string {
    return l10n.t('No artifacts.');
  }

  override children(): Promise<Result<Children>> {
    return artifactNodes(this, this.artifact, this.engine);
  }
}

/** A file or folder among an owner's artifacts. A click on a file opens it. */
class ArtifactNode extends TreeNode {
  readonly artifact: ArtifactArgument['artifact'];

  constructor(
    parent: TreeNode,
    private readonly listed: Artifact,
    private readonly place: { readonly owner: ArtifactOwner; readonly engine: Engine },
  ) {
    super(parent, listed.path);
    this.artifact = { owner: place.owner, path: listed.path, isFolder: listed.isFolder, name: path.posix.basename(listed.path) };
  }

  item(): TreeItem {
    const { isFolder, size } = this.listed;
    const item = new TreeItem(oneLine(this.artifact.name), isFolder ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None);
    item.iconPath = isFolder ? ThemeIcon.Folder : ThemeIcon.File;
    item.contextValue = isFolder ? rows.artifactFolder : rows.artifact;
    item.tooltip = shownPath(this.listed.path);
    if (size !== null) item.description = byteCount(size);
    if (!isFolder) item.command = commandOf('modelOps.openArtifact', l10n.t('Open'), { artifact: this.artifact });
    return item;
  }

  override get emptyText(): string | null {
    return this.listed.isFolder ? l10n.t('This folder is empty.') : null;
  }

  override children(): Promise<Result<Children>> {
    return artifactNodes(this, this.artifact, this.place.engine);
  }
}

/** The rows of one folder, folders first. */
async function artifactNodes(
  parent: TreeNode,
  { owner, path: folder }: ArtifactArgument['artifact'],
  engine: Engine,
): Promise<Result<Children>> {
  const found = await engine.ask(storeCalls.listArtifacts, { owner, folder });
  if (!found.ok) return found;
  const sorted = [...found.value].sort((a, b) => Number(b.isFolder) - Number(a.isFolder) || (a.path < b.path ? -1 : 1));
  return success({ nodes: sorted.map(artifact => new ArtifactNode(parent, artifact, { owner, engine })), more: false, failure: null });
}

function byteCount(bytes: number): string {
  if (bytes < 1000) return l10n.t('{0} B', bytes);
  return bytes < 1e6 ? l10n.t('{0} kB', fourDigits(bytes / 1000)) : l10n.t('{0} MB', fourDigits(bytes / 1e6));
}
