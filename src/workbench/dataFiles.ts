import * as path from 'node:path';
import { l10n, ThemeIcon, Uri, window, workspace } from 'vscode';
import { plainLabel } from '../base/oneLine';
import { failureSentence } from '../base/result';
import { type DataSource, dataSourceLabel, readDataSource } from '../domain/dataSource';
import { askText, type Choice, pick } from './pick';
import { searchFolder } from './searchFolder';

const EXTENSIONS = ['csv', 'tsv', 'parquet', 'jsonl', 'ndjson', 'arrow', 'feather'];
/** What is data only if one says so, or is seldom: not searched for. */
const MORE_EXTENSIONS = ['arrows', 'ipc', 'json', 'gz'];
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
  /** Whether what is no file may be named too: a query, a table of a database, data of a run. */
  readonly anySource?: boolean;
  /** Whether profiles of data are offered too. */
  readonly profiles?: boolean;
}

/** A file or another source in one text, or the way to one. */
type Answer = { readonly text: string } | { readonly ask: (title: string) => Promise<string | undefined> };

/** Asks for data: files of the workspace, of the folder of the connected database, or any other. */
export class DataFiles {
  constructor(private readonly moreFolders: () => readonly string[]) {}

  /** @returns a path, or with `anySource` what `source` reads; undefined when dismissed. */
  async pick({ title, placeholder, offered, anySource = false, profiles = false }: Question): Promise<string | undefined> {
    const browse = l10n.t('Browse for a data file…');
    const write = l10n.t('Write a query, a table or data of a run…');
    const extensions = profiles ? [...EXTENSIONS, PROFILES] : EXTENSIONS;
    const choices = this.find(extensions).then((files): readonly Choice<Answer>[] => [
      ...offered.map(file => fileChoice(file.path, file.note)),
      ...files.filter(file => !offered.some(other => other.path === file)).map(file => fileChoice(file, folderOf(file))),
      { label: browse, iconPath: new ThemeIcon('folder-opened'), value: { ask: browseFor } },
      ...(anySource ? [{ label: write, iconPath: new ThemeIcon('edit'), value: { ask: writeSource } }] : []),
    ]);
    const chosen = await pick({ title, placeholder }, choices);
    if (chosen === undefined) return undefined;
    return 'text' in chosen ? chosen.text : await chosen.ask(title);
  }

  /** The source that a text means; relative paths begin at the first folder of the workspace, else at the database's. */
  source(text: string): DataSource {
    const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? this.moreFolders()[0] ?? '';
    const read = readDataSource(text, place => path.resolve(folder, place));
    return read.ok ? read.value : text;
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

function fileChoice(text: string, description: string): Choice<Answer> {
  const source = readDataSource(text, place => place);
  const label = plainLabel(source.ok ? dataSourceLabel(source.value) : text);
  return { label, description: plainLabel(description), iconPath: new ThemeIcon('table'), value: { text } };
}

function folderOf(file: string): string {
  return workspace.asRelativePath(path.dirname(file));
}

async function browseFor(title: string): Promise<string | undefined> {
  const filters = { [l10n.t('Data')]: [...EXTENSIONS, ...MORE_EXTENSIONS], '*': ['*'] };
  const chosen = await window.showOpenDialog({ title, openLabel: l10n.t('Use'), filters });
  return chosen?.[0]?.fsPath;
}

async function writeSource(title: string): Promise<string | undefined> {
  return await askText({
    title,
    prompt: l10n.t('A SELECT over files, sqlite:///FILE?table=NAME, runs:/ID/PATH, runs:/ID?dataset=NAME, or a glob'),
    placeHolder: "SELECT * FROM 'flights.parquet' · runs:/0a1b2c/eval_results_table.json",
    validateInput: typed => {
      const read = readDataSource(typed, place => place);
      if (read.ok) return typed.trim() === '' ? l10n.t('Name the data.') : undefined;
      return failureSentence(read.failure);
    },
  });
}
