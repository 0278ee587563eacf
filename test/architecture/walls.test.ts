import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The walls between the folders are real: every file is looked at, and each planted violation is found. */

const root = path.resolve(import.meta.dirname, '../..');
const cruiser = path.join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
const CONFIG = '.dependency-cruiser.cjs';

interface Cruise {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: { readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[] };
}

function cruise(cwd: string, ...folders: readonly string[]): Cruise {
  const ran = spawnSync(process.execPath, [cruiser, ...folders, '--config', CONFIG, '--output-type', 'json'], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (ran.stdout === '') throw new Error(ran.stderr);
  return JSON.parse(ran.stdout) as Cruise;
}

function sourceFiles(folder: string): string[] {
  const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map(name =>
    path.posix.join(folder, name.split(path.sep).join('/')),
  );
  return names.filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts'));
}

describe('the walls of this repository', () => {
  it('are checked in every file of src and webview, and hold', () => {
    const { modules, summary } = cruise(root, 'src', 'webview');
    const seen = new Set(modules.map(({ source }) => source));
    expect([...sourceFiles('src'), ...sourceFiles('webview')].filter(file => !seen.has(file))).toEqual([]);
    expect(summary.violations).toEqual([]);
  }, 120_000);

  it('are rules with one sentence of reason each', () => {
    const { forbidden } = createRequire(import.meta.url)(path.join(root, CONFIG)) as {
      readonly forbidden: readonly { readonly name: string; readonly comment: string }[];
    };
    expect(forbidden.length).toBeGreaterThan(15);
    for (const { name, comment } of forbidden) expect(comment, name).toMatch(/^\S.*\.$/);
  });
});

/** A miniature with one fault a file: [the rule that refuses it, the file, what it imports]. */
const FAULTS: readonly (readonly [rule: string, file: string, imported: string])[] = [
  ['vscode-at-the-edge', 'src/drift/showsMessage.ts', 'vscode'],
  ['core-ignores-edge', 'src/drift/usesFace.ts', './vscode/face'],
  ['host-stays-thin', 'src/drift/vscode/computes.ts', '../kernel'],
  ['rooms-meet-at-contracts', 'src/drift/vscode/otherRoom.ts', '../../store/vscode/face'],
  ['base-imports-nothing', 'src/base/usesNumeric.ts', '../numeric/kernel'],
  ['nouns-and-numbers-import-base', 'src/numeric/usesPlatform.ts', '../platform/threads'],
  ['kernels-do-no-io', 'src/numeric/readsFiles.ts', 'node:fs'],
  ['plumbing-knows-no-capability', 'src/workbench/usesCapability.ts', '../drift/contract'],
  ['capabilities-meet-at-contracts', 'src/explain/reachesInside.ts', '../drift/kernel'],
  ['workers-only-compute', 'src/drift/drift.worker.ts', './hop'],
  ['webview-sees-contracts', 'webview/drift/computes.ts', '../../src/drift/kernel'],
  ['webview-pages-stand-apart', 'webview/drift/otherPage.ts', '../explain/page'],
  ['src-ignores-webview', 'src/drift/drawsPage.ts', '../../webview/explain/page'],
  ['nothing-imports-tests', 'src/drift/usesFixture.ts', '../../test/fixture'],
  ['unit-tests-need-no-host', 'test/unit/drift/usesHost.test.ts', '../../../src/drift/vscode/face'],
  ['no-cycles', 'src/formats/snake.ts', './tail'],
];

const SOUND: readonly (readonly [file: string, text: string])[] = [
  ['src/drift/contract.ts', ''],
  ['src/drift/kernel.ts', ''],
  ['src/drift/vscode/face.ts', ''],
  ['src/store/vscode/face.ts', ''],
  ['src/numeric/kernel.ts', ''],
  ['src/platform/threads.ts', ''],
  ['src/store/open.ts', ''],
  ['src/drift/hop.ts', `import '../store/open';\n`],
  ['src/formats/tail.ts', `import './snake';\n`],
  ['webview/explain/page.ts', ''],
  ['test/fixture.ts', ''],
];

describe('a planted violation', () => {
  let miniature = '';
  let found: Cruise['summary']['violations'] = [];

  beforeAll(() => {
    miniature = mkdtempSync(path.join(tmpdir(), 'model-ops-walls-'));
    for (const file of [CONFIG, 'tsconfig.base.json']) copyFileSync(path.join(root, file), path.join(miniature, file));
    for (const [file, text] of [...SOUND, ...FAULTS.map(([, file, imported]) => [file, `import '${imported}';\n`] as const)]) {
      mkdirSync(path.join(miniature, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(miniature, file), `${text}export const name = 1;\n`);
    }
    found = cruise(miniature, 'src', 'webview', 'test').summary.violations;
  }, 120_000);

  afterAll(() => rmSync(miniature, { recursive: true, force: true }));

  it.each(FAULTS)('%s is found', (rule, file) => {
    expect(found.filter(violation => violation.from === file).map(violation => violation.rule.name)).toContain(rule);
  });
});
