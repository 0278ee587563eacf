import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** The folder grammar: a reader guesses a path and is right. */

const root = path.resolve(import.meta.dirname, '../..');
const PLUMBING = ['base', 'domain', 'numeric', 'platform', 'workbench'];
/** The command line is a face of its own, as vscode/ is: it offers nothing to the others. */
const FACES = ['commandLine'];

function folders(of: string): string[] {
  return readdirSync(path.join(root, of)).filter(name => statSync(path.join(root, of, name)).isDirectory() && !name.startsWith('planted'));
}

function filesBelow(of: string): string[] {
  return readdirSync(path.join(root, of), { recursive: true, encoding: 'utf8' })
    .map(name => `${of}/${name.split(path.sep).join('/')}`)
    .filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.includes('/planted'));
}

const capabilities = folders('src').filter(name => !PLUMBING.includes(name) && !FACES.includes(name));

describe('src/', () => {
  it.each(capabilities)('%s has a contract and tests', capability => {
    expect(existsSync(path.join(root, 'src', capability, 'contract.ts'))).toBe(true);
    expect(existsSync(path.join(root, 'test', 'unit', capability)) || existsSync(path.join(root, 'test', 'contract', capability))).toBe(
      true,
    );
  });

  it('has three entry points and nothing else at its top', () => {
    const files = readdirSync(path.join(root, 'src')).filter(name => statSync(path.join(root, 'src', name)).isFile());
    expect(files.sort()).toEqual(['cli.ts', 'engine.ts', 'extension.ts']);
  });

  it('has entry points that only join parts', () => {
    for (const entry of ['cli', 'engine', 'extension'])
      expect(readFileSync(path.join(root, 'src', `${entry}.ts`), 'utf8').split('\n').length, entry).toBeLessThan(150);
  });

  it('has no barrel and no drawer for everything', () => {
    const refused = [...filesBelow('src'), ...filesBelow('webview')].filter(file =>
      /\/(index|utils?|helpers?|misc|common)\.ts$/i.test(file),
    );
    expect(refused).toEqual([]);
  });

  it('asks its questions in one place, so that each stays until it is answered', () => {
    const asking = filesBelow('src').filter(file =>
      /window[.](showInputBox|showQuickPick|createQuickPick|createInputBox)\b/.test(readFileSync(path.join(root, file), 'utf8')),
    );
    expect(asking).toEqual(['src/workbench/pick.ts']);
  });

  it('never re-exports', () => {
    const reExporting = [...filesBelow('src'), ...filesBelow('webview')].filter(file =>
      /^export (\*|\{[^}]*\}) from /m.test(readFileSync(path.join(root, file), 'utf8')),
    );
    expect(reExporting).toEqual([]);
  });

  it('has one word for a thing: each page of webview/ is a capability that reports', () => {
    for (const page of folders('webview').filter(name => name !== 'kit')) expect(capabilities).toContain(page);
  });
});

describe('test/unit', () => {
  it('mirrors src/', () => {
    const known = [...capabilities, ...PLUMBING, ...FACES, 'webview'];
    expect(folders('test/unit').filter(name => !known.includes(name))).toEqual([]);
  });
});
