import { fileURLToPath } from 'node:url';
import * as path from 'node:path';
import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { fourDigits } from '../../base/fourDigits';
import { oneLine } from '../../base/oneLine';
import { type Result, success } from '../../base/result';
import { type Artifact } from '../../domain/artifact';
import { type Run } from '../../domain/run';
import { rows } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { commandOf } from '../../workbench/messageNodes';
import { type Children, TreeNode } from '../../workbench/treeNode';
import { storeCalls } from '../contract';

interface Place {
  readonly run: Run;
  /** Relative to the run's artifact root; '' is the root. */
  readonly folder: string;
  readonly engine: Engine;
}

/** The rows of one folder of a run's artifacts, folders first. */
export async function artifactNodes(parent: TreeNode, place: Place): Promise<Result<readonly TreeNode[]>> {
  const found = await place.engine.ask(storeCalls.listArtifacts, { owner: { kind: 'run', runId: place.run.runId }, folder: place.folder });
  if (!found.ok) return found;
  const sorted = [...found.value].sort((a, b) => Number(b.isFolder) - Number(a.isFolder) || (a.path < b.path ? -1 : 1));
  return success(sorted.map(artifact => new ArtifactNode(parent, artifact, place)));
}

/** A file or folder that a run logged. A click on a file opens it. */
class ArtifactNode extends TreeNode {
  constructor(
    parent: TreeNode,
    private readonly artifact: Artifact,
    private readonly place: Place,
  ) {
    super(parent, artifact.path);
  }

  item(): TreeItem {
    const { isFolder, size } = this.artifact;
    const name = path.posix.basename(this.artifact.path);
    const item = new TreeItem(oneLine(name), isFolder ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None);
    item.iconPath = isFolder ? ThemeIcon.Folder : ThemeIcon.File;
    item.contextValue = rows.artifact;
    item.tooltip = this.artifact.path;
    if (size !== null) item.description = byteCount(size);
    const file = localPath(this.place.run.artifactUri, this.artifact.path);
    if (!isFolder && file !== null) item.command = commandOf('modelOps.openArtifact', l10n.t('Open'), { artifactPath: file });
    return item;
  }

  override async children(): Promise<Result<Children>> {
    const nodes = await artifactNodes(this, { ...this.place, folder: this.artifact.path });
    return nodes.ok ? success({ nodes: nodes.value, more: false, failure: null }) : nodes;
  }
}

/** Null where the artifacts do not lie on this machine. */
function localPath(artifactUri: string, relative: string): string | null {
  const local = /^file:\/\/(localhost)?\//i.test(artifactUri) ? fileURLToPath(artifactUri) : artifactUri;
  return path.isAbsolute(local) ? path.join(local, relative) : null;
}

function byteCount(bytes: number): string {
  if (bytes < 1000) return l10n.t('{0} B', bytes);
  return bytes < 1e6 ? l10n.t('{0} kB', fourDigits(bytes / 1000)) : l10n.t('{0} MB', fourDigits(bytes / 1e6));
}
