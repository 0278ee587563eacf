import { posix } from 'node:path';
import { commands, l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { failureSentence } from '../../base/result';
import { escapeMarkdown } from '../../base/escapeMarkdown';
import { attended } from '../../workbench/attended';
import { artifactCalls, type ArtifactFacts, type ArtifactPlace } from '../contract';
import { type ArtifactDesk } from './artifactDesk';
import { type ArtifactRoom } from './artifactRoom';
import { artifactUri } from './artifactUri';
import { openAsText } from './openAsText';

const IMAGE_PREVIEW = 'imagePreview.previewEditor';

/** Shows an artifact by what it is. Nothing in it is executed, and nothing can be edited. */
export async function openArtifact(room: ArtifactRoom, desk: ArtifactDesk, place: ArtifactPlace): Promise<void> {
  const name = posix.basename(place.path);
  const facts = await attended(l10n.t('Opening {0}', plainLabel(name, 80)), job => room.engine.ask(artifactCalls.inspect, place, job));
  if (!facts.ok) return room.notices.fail(facts.failure);
  await show(room, desk, { place, facts: facts.value });
}

async function show(
  room: ArtifactRoom,
  desk: ArtifactDesk,
  { place, facts }: { readonly place: ArtifactPlace; readonly facts: ArtifactFacts },
): Promise<void> {
  switch (facts.view) {
    case 'text':
      return await openAsText(place, facts.language);
    case 'image':
      await commands.executeCommand('vscode.openWith', artifactUri(place), IMAGE_PREVIEW, { preview: true });
      return;
    case 'markdown':
      return await showMarkdown(place);
    case 'notebook':
      return await showNotebook(room, place);
    case 'table':
    case 'closed':
      return await desk.show(place, facts);
  }
}

async function showMarkdown(place: ArtifactPlace): Promise<void> {
  try {
    await commands.executeCommand('markdown.showPreview', artifactUri(place));
  } catch {
    // The built-in Markdown preview can be switched off: the text itself can still be read.
    await openAsText(place);
  }
}

/** Never as VS Code's notebook: outputs there may run scripts. */
async function showNotebook({ engine, store }: ArtifactRoom, place: ArtifactPlace): Promise<void> {
  await store.pages.show(posix.basename(place.path), artifactUri(place).toString(), async () => {
    const page = await engine.ask(artifactCalls.readNotebook, place);
    return page.ok ? page.value : escapeMarkdown(failureSentence(page.failure));
  });
}
