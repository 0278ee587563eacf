import { ConfigurationTarget, workspace } from 'vscode';
import { readSetting } from '../../workbench/commands';
import { parseConnections, type SavedConnection } from '../../domain/savedConnection';

const SETTING = 'modelOps.connections';

/** The stores that the user keeps, in a setting of this machine: no workspace can add to it, and no secret is in it. */
export class ConnectionList {
  all(): readonly SavedConnection[] {
    return parseConnections(readSetting(SETTING));
  }

  find(id: string): SavedConnection | undefined {
    return this.all().find(connection => connection.id === id);
  }

  /** The first that goes to this store. */
  findByUri(uri: string): SavedConnection | undefined {
    return this.all().find(connection => connection.uri === uri);
  }

  /** Adds it, or puts it in the place of the one with its id. */
  async keep(connection: SavedConnection): Promise<void> {
    const all = this.all();
    const isKnown = all.some(({ id }) => id === connection.id);
    await this.write(isKnown ? all.map(other => (other.id === connection.id ? connection : other)) : [...all, connection]);
  }

  async remove(id: string): Promise<void> {
    await this.write(this.all().filter(connection => connection.id !== id));
  }

  private async write(connections: readonly SavedConnection[]): Promise<void> {
    await workspace.getConfiguration().update(SETTING, connections, ConfigurationTarget.Global);
  }
}
