import { commands, l10n, Uri, window, workspace } from 'vscode';
import { sampleCalls } from '../../sample/contract';
import { tickStep } from '../../workbench/commands';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { allowedHere } from '../../workbench/trust';
import { type StoreConnection } from './storeConnection';

/** Makes a working copy of the sample project and connects to it. */
export class OpenSample {
  constructor(
    private readonly engine: Engine,
    private readonly connection: StoreConnection,
    private readonly notices: Notices,
    /** Where the copy goes; one that is there already is opened as it was left. */
    private readonly folder: Uri,
  ) {}

  async run(): Promise<void> {
    if (!(await allowedHere())) return;
    const opening = { location: { viewId: 'modelOps.registeredModels' }, title: l10n.t('Opening the sample project') };
    const sample = await window.withProgress(opening, () => this.engine.ask(sampleCalls.open, { folder: this.folder.fsPath }));
    if (!sample.ok) return this.notices.fail(sample.failure);
    const connected = await this.connection.connect(sample.value.uri);
    if (!connected.ok) return this.notices.fail(connected.failure);
    tickStep('sample');
    await commands.executeCommand('modelOps.registeredModels.focus');
    if (workspace.workspaceFolders === undefined) this.offerFolder(Uri.file(sample.value.folder));
  }

  private offerFolder(folder: Uri): void {
    this.notices.remind('sampleFolder', l10n.t('The sample project is open. Its data and models lie in {0}.', folder.fsPath), {
      title: l10n.t('Open Folder'),
      run: () => commands.executeCommand('vscode.openFolder', folder),
    });
  }
}
