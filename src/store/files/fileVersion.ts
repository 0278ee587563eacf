import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { foldersIn } from './metaFile';

/**
 * A number that grows when runs, experiments, models or versions came or went: by when their folders last changed. What is
 * only written into a run that is there, such as a metric, is not noticed.
 */
export class FileVersion {
  private seen = '';
  private version = 0;

  constructor(private readonly root: string) {}

  async current(): Promise<number> {
    const models = join(this.root, 'models');
    const folders = [this.root, models, ...(await below(this.root)), ...(await below(models))];
    const times = await Promise.all(folders.map(async folder => (await stat(folder).catch(() => null))?.mtimeMs ?? 0));
    const now = times.join();
    if (now !== this.seen) this.version++;
    this.seen = now;
    return this.version;
  }
}

async function below(folder: string): Promise<readonly string[]> {
  return (await foldersIn(folder)).map(name => join(folder, name));
}
