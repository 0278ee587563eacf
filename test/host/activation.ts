import * as assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';
import { parts } from './support';

interface Contributions {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  };
}

export function activationTests(): void {
  describe('activation', () => {
    it('succeeds and says how long it took', async () => {
      const { activationMs } = await parts();
      assert.ok(activationMs > 0);
      assert.equal(extensions.getExtension('modelops.modelops')?.isActive, true);
    });

    it('registers every command that the manifest contributes', async () => {
      await parts();
      const manifest = extensions.getExtension('modelops.modelops')?.packageJSON as Contributions;
      const registered = new Set(await commands.getCommands(true));
      assert.ok(manifest.contributes.commands.length > 15);
      assert.deepEqual(
        manifest.contributes.commands.map(({ command }) => command).filter(id => !registered.has(id)),
        [],
      );
    });

    it('gives each view a command that shows it', async () => {
      const manifest = extensions.getExtension('modelops.modelops')?.packageJSON as Contributions;
      const registered = new Set(await commands.getCommands(true));
      for (const { id } of Object.values(manifest.contributes.views).flat()) assert.ok(registered.has(`${id}.focus`), id);
    });
  });
}
