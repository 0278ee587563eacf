import * as path from 'node:path';
import { l10n, ThemeIcon, Uri, window, workspace } from 'vscode';
import { plainLabel } from '../base/oneLine';
import { type Choice, pick } from './pick';
import { searchFolder } from './searchFolder';

const EXTENSIONS = ['csv', 'tsv', 'parquet', 'jsonl', 'ndjson'];
/** Statistics of data in its place, which drift compares with. */
const PROFILES = 'profile.json';
const MOST_FILES = 500;

/** A file worth offering first, and why. */
export interface OfferedFile {
  readonly path: string;
  readonly note: string;
  /** What a model was trained on: the natural reference. */
  readonly isTraining?: boolean;
}

interface Question {
  readonly title: string;
  readonly placeholder: string;
  readonly offered: readonly OfferedFile[];
  /** Whether profiles of data are offered too. */
  readonly profiles?: boolean;
}

/** Asks for files of data: of the workspace, of the folder of the connected database, or any other. */
export class DataFiles {
  constructor(private readonly moreFolders: () => readonly string[]) {}

  async pick({ title, placeholder, offered, profiles = false }: Question): Promise<string | undefined> {
    const browse = l10n.t('Browse for a data file…');
    const extensions = profiles ? [...EXTENSIONS, PROFILES] : EXTENSIONS;
    const choices = this.find(extensions).then((files): readonly Choice<string | null>[] => [
      ...offered.map(file => fileChoice(file.path, file.note)),
      ...files.filter(file => !offered.some(other => other.path === file)).map(file => fileChoice(file, folderOf(file))),
      { label: browse, iconPath: new ThemeIcon('folder-opened'), value: null },
    ]);
    const chosen = await pick({ title, placeholder }, choices);
    return chosen === null ? await browseFor(title, extensions) : chosen;
  }

  private async find(extensions: readonly string[]): Promise<readonly string[]> {
    const open = workspace.workspaceFolders?.map(folder => folder.uri) ?? [];
    const more = this.moreFolders()
      .map(folder => Uri.file(folder))
      .filter(folder => workspace.getWorkspaceFolder(folder) === undefined);
    const pattern = `**/*.{${extensions.join(',')}}`;
    const found = await Promise.all([...open, ...more].map(folder => searchFolder(folder, pattern, MOST_FILES)));
    return [...new Set(found.flat().map(file => file.fsPath))].sort();
  }
}

function fileChoice(file: string, description: string): Choice<string> {
  return { label: plainLabel(path.basename(file)), description: plainLabel(description), iconPath: new ThemeIcon('table'), value: file };
}

function folderOf(file: string): string {
  return workspace.asRelativePath(path.dirname(file));
}

async function browseFor(title: string, extensions: readonly string[]): Promise<string | undefined> {
  const filters = { [l10n.t('Data')]: [...extensions], '*': ['*'] };
  const chosen = await window.showOpenDialog({ title, openLabel: l10n.t('Use'), filters });
  return chosen?.[0]?.fsPath;
}
