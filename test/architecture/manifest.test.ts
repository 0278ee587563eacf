import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { l10nTexts } from '../../scripts/support/l10nTexts.mjs';
import {
  artifactPages,
  commands,
  contextKeys,
  reportViews,
  rows,
  viewContainer,
  views,
  walkthrough,
} from '../../src/workbench/contributions';
import { settings } from '../../src/workbench/settings';

/** package.json's `contributes` says what src/workbench/contributions.ts declares, no more and no less. */

interface MenuItem {
  readonly command: string;
  readonly when?: string;
}

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly extensionKind: readonly string[];
  readonly activationEvents: readonly string[];
  readonly categories: readonly string[];
  readonly bin: Readonly<Record<string, string>>;
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: unknown; readonly restrictedConfigurations: readonly string[] };
    readonly virtualWorkspaces: { readonly description: string };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when?: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly default: unknown; readonly markdownDescription: string }>>;
    };
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly {
        readonly id: string;
        readonly description: string;
        readonly media: { readonly svg: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
}

const root = path.resolve(import.meta.dirname, '../..');
const manifestText = readFileSync(path.join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;
const texts = JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
const { contributes } = manifest;
const commandIds = Object.keys(commands);
const allMenuItems = Object.values(contributes.menus).flat();
const palette = new Map(contributes.menus['commandPalette']?.map(item => [item.command, item.when]));
const whenClauses = [...allMenuItems, ...contributes.viewsWelcome].flatMap(({ when }) => (when === undefined ? [] : [when]));
const said = (text: string): string => text.replace(/^%(.+)%$/, (_, key: string) => texts[key] ?? `(no text for ${key})`);

describe('the manifest and contributions.ts', () => {
  it('declare the same commands, each titled "Model Ops: …"', () => {
    expect(contributes.commands.map(({ command }) => command).sort()).toEqual([...commandIds].sort());
    for (const { category, title } of contributes.commands) {
      expect(said(category)).toBe('Model Ops');
      expect(said(title)).toMatch(/^[A-Z]/);
    }
  });

  it('agree on when the palette offers each command', () => {
    for (const [id, { palette: offered }] of Object.entries(commands)) {
      expect(palette.get(id), id).toBe(offered === true ? undefined : String(offered));
    }
    expect([...palette.keys()].filter(id => !commandIds.includes(id))).toEqual([]);
  });

  it('declare the same views in the one container', () => {
    expect(contributes.viewsContainers.activitybar.map(({ id }) => id)).toEqual([viewContainer]);
    expect(contributes.views[viewContainer]?.map(({ id }) => id)).toEqual(Object.values(views));
    for (const welcome of contributes.viewsWelcome) expect(Object.values(views)).toContain(welcome.view);
  });

  it('declare the same settings with the same defaults, and the same restricted ones', () => {
    const { properties } = contributes.configuration;
    expect(Object.keys(properties).sort()).toEqual(Object.keys(settings).sort());
    for (const [id, declared] of Object.entries(settings)) expect(properties[id]?.default, id).toEqual(declared.default);
    const restricted = Object.entries(settings)
      .filter(([, { restricted }]) => restricted)
      .map(([id]) => id);
    expect([...manifest.capabilities.untrustedWorkspaces.restrictedConfigurations].sort()).toEqual(restricted.sort());
  });

  it('declare the same walkthrough steps, ticked off by the same keys', () => {
    const [only, ...others] = contributes.walkthroughs;
    expect(others).toEqual([]);
    expect(only?.id).toBe(walkthrough.id);
    expect(only?.steps.map(({ id, completionEvents }) => [id, completionEvents])).toEqual(
      Object.entries(walkthrough.steps).map(([id, key]) => [id, [`onContext:${key}`]]),
    );
    for (const step of only?.steps ?? []) expect(said(step.description).match(/\]\(command:/g), step.id).toHaveLength(1);
  });

  it('activate for the pages and artifacts that a reload brings back, and for nothing else', () => {
    const pages = [...Object.values(reportViews), artifactPages].map(id => `onWebviewPanel:${id}`);
    expect([...manifest.activationEvents].sort()).toEqual([...pages, 'onFileSystem:modelops-artifact'].sort());
  });
});

describe('menus', () => {
  it('name known commands only', () => {
    for (const { command } of allMenuItems) expect(commandIds).toContain(command);
  });

  it('name known views, rows and context keys only', () => {
    for (const when of whenClauses) {
      for (const [, key] of when.matchAll(/(?<![\w.=/\\])(modelOps\.[\w.]+)/g))
        expect([...Object.keys(contextKeys), ...Object.values(views)], when).toContain(key);
      for (const [, item] of when.matchAll(/viewItem == (\w+)/g)) expect(Object.values(rows), when).toContain(item);
    }
  });

  it('offer nothing that writes or computes in Restricted Mode', () => {
    const needsTrust = new Set(
      Object.entries(commands)
        .filter(([, { palette: offered }]) => String(offered).includes('isWorkspaceTrusted'))
        .map(([id]) => id),
    );
    for (const { command, when } of allMenuItems.filter(item => needsTrust.has(item.command)))
      expect(when, command).toContain('isWorkspaceTrusted');
  });

  it('link only known commands from welcome views and walkthrough steps', () => {
    const prose = [
      ...contributes.viewsWelcome.map(({ contents }) => contents),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ description }) => description)),
    ].map(said);
    const linked = prose.flatMap(text => [...text.matchAll(/\(command:(modelOps\.[\w.]+)/g)].map(([, id]) => id ?? ''));
    const known = [...commandIds, ...Object.values(views).map(id => `${id}.focus`)];
    expect(linked.length).toBeGreaterThan(6);
    for (const id of linked) expect(known).toContain(id);
  });
});

describe('texts and files of the manifest', () => {
  it('has a text for every %key%, and no text without a key', () => {
    const used = new Set([...manifestText.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key));
    expect([...used].sort()).toEqual(Object.keys(texts).sort());
  });

  it('lists every text of the code for translators (node scripts/l10n.mjs writes the list)', () => {
    expect(JSON.parse(readFileSync(path.join(root, 'l10n', 'bundle.l10n.json'), 'utf8'))).toEqual(l10nTexts());
  });

  it('names files that are there', () => {
    const files = [
      manifest.icon,
      ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
    ];
    for (const file of files) expect(existsSync(path.join(root, file)), file).toBe(true);
  });

  it('has an icon of at least 128 × 128 pixels', () => {
    const png = readFileSync(path.join(root, manifest.icon));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(Math.min(png.readUInt32BE(16), png.readUInt32BE(20))).toBeGreaterThanOrEqual(128);
  });

  it('runs where the workspace is, from VS Code 1.101, in trusted folders fully and in others only to look', () => {
    expect(manifest.extensionKind).toEqual(['workspace']);
    expect(manifest.engines.vscode).toBe('^1.101.0');
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
    expect(manifest.bin).toEqual({ modelops: 'dist/cli.js' });
    expect(manifest.main).toBe('./dist/extension.js');
  });
});
