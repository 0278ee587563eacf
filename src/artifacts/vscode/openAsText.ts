import { commands, languages, type Uri, workspace } from 'vscode';
import { type ArtifactPlace } from '../contract';
import { artifactUri } from './artifactUri';

/** VS Code's text editor, whatever the user's settings open such files with. */
const TEXT_EDITOR = 'default';

/** Shows a file as it is written: HTML and SVG are text like any other. */
export async function openAsText(place: ArtifactPlace, language: string | null = null): Promise<void> {
  const uri = artifactUri(place);
  await commands.executeCommand('vscode.openWith', uri, TEXT_EDITOR, { preview: true });
  if (language !== null) await setLanguage(uri, language);
}

async function setLanguage(uri: Uri, language: string): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  if (document.languageId !== language) await languages.setTextDocumentLanguage(document, language);
}
