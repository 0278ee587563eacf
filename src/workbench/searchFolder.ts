import { RelativePattern, type Uri, workspace } from 'vscode';

const NEVER = '**/{node_modules,.git,.venv,venv,.modelops}/**';

/** Files below a folder that match a glob. Where VS Code cannot search, nothing is found: the user can still browse. */
export async function searchFolder(folder: Uri, glob: string, most: number): Promise<readonly Uri[]> {
  try {
    return await workspace.findFiles(new RelativePattern(folder, glob), NEVER, most);
  } catch {
    return [];
  }
}
