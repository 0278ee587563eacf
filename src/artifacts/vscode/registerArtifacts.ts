import { commands, env, l10n, Uri, window } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { plainLabel } from '../../base/oneLine';
import { storeCalls } from '../../store/contract';
import { attended } from '../../workbench/attended';
import { registerCommand } from '../../workbench/commands';
import { type ArtifactPlace } from '../contract';
import { ArtifactDesk } from './artifactDesk';
import { ArtifactFileSystem } from './artifactFileSystem';
import { type ArtifactRoom } from './artifactRoom';
import { downloadArtifact } from './downloadArtifact';
import { openArtifact } from './openArtifact';

/** The commands on rows of artifacts, and how artifacts are shown. */
export function registerArtifacts(room: ArtifactRoom): Disposable {
  const disposables = new DisposableStore();
  disposables.add(new ArtifactFileSystem(room));
  const desk = disposables.add(new ArtifactDesk(room));
  disposables.add(registerCommand('modelOps.openArtifact', ({ artifact }) => openArtifact(room, desk, artifact)));
  disposables.add(registerCommand('modelOps.downloadArtifact', ({ artifact }) => downloadArtifact(room, artifact)));
  disposables.add(
    registerCommand('modelOps.copyArtifactPath', async ({ artifact }) => {
      const file = await localFile(room, artifact);
      if (file === undefined) return;
      await env.clipboard.writeText(file);
      window.setStatusBarMessage(l10n.t('Copied {0}', plainLabel(file, 80)), 4000);
    }),
  );
  disposables.add(
    registerCommand('modelOps.revealArtifact', async ({ artifact }) => {
      const file = await localFile(room, artifact);
      if (file !== undefined) await commands.executeCommand('revealFileInOS', Uri.file(file));
    }),
  );
  return disposables;
}

/** Undefined after a failure, which was said. */
async function localFile({ engine, notices }: ArtifactRoom, { owner, path }: ArtifactPlace): Promise<string | undefined> {
  const file = await attended(l10n.t('Finding the file'), job => engine.ask(storeCalls.fetchArtifact, { owner, path }, job));
  if (file.ok) return file.value;
  notices.fail(file.failure);
  return undefined;
}
