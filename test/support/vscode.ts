import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { browserArguments, findBrowser } from '../../scripts/support/browser.mjs';
import { ensureCodeServer, installExtension, startCodeServer, type RunningCodeServer } from '../../scripts/support/codeServer.mjs';
import { root } from '../../scripts/support/toolchain.mjs';

export interface SessionOptions {
  /** Fills the folder that is opened; absent: no folder is open. */
  readonly makeFolder?: (folder: string) => void;
  /** A .code-workspace file in that folder, opened in place of the folder. */
  readonly workspaceFile?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly trusted?: boolean;
  /** More extensions to install, as paths of VSIX files. */
  readonly extensions?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A real VS Code with the packaged extension, in a browser of its own. Everything it writes is in `home`. */
export interface Session {
  readonly home: string;
  /** The open folder, if there is one. */
  readonly folder: string | null;
  readonly page: Page;
  readonly server: RunningCodeServer;
  /** Changes the user's settings while VS Code runs. */
  setUserSettings(more: Readonly<Record<string, unknown>>): void;
  close(): Promise<void>;
}

/** Nothing on the screen but what a test is about. */
const QUIET = {
  'workbench.startupEditor': 'none',
  'window.commandCenter': false,
  'remote.autoForwardPorts': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.layoutControl.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
};

/** The VSIX under test: what users get. */
function packagedExtension(): string {
  const vsix = process.env['MODELOPS_VSIX'];
  if (vsix === undefined) throw new Error('MODELOPS_VSIX must name the packaged extension: run the tests by npm test.');
  return vsix;
}

export async function openSession(options: SessionOptions = {}): Promise<Session> {
  ensureCodeServer();
  const home = mkdtempSync(path.join(tmpdir(), 'model-ops-e2e-'));
  const userData = path.join(home, 'user-data');
  const extensions = path.join(home, 'extensions');
  mkdirSync(path.join(userData, 'User'), { recursive: true });
  mkdirSync(extensions);
  const setUserSettings = (more: Readonly<Record<string, unknown>>): void => {
    writeFileSync(path.join(userData, 'User', 'settings.json'), JSON.stringify({ ...QUIET, ...options.settings, ...more }));
  };
  setUserSettings({});
  for (const vsix of [packagedExtension(), ...(options.extensions ?? [])]) installExtension(vsix, extensions);
  const folder = options.makeFolder === undefined ? null : path.join(home, 'project');
  if (folder !== null) options.makeFolder?.(folder);
  const server = await startCodeServer({
    userData,
    extensions,
    ...(folder === null ? {} : { folder }),
    ...(options.trusted === undefined ? {} : { trusted: options.trusted }),
    ...(options.env === undefined ? {} : { env: { ...options.env } }),
  });
  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const { workspaceFile } = options;
  const opened =
    folder === null || workspaceFile === undefined ? '' : `/?workspace=${encodeURIComponent(path.join(folder, workspaceFile))}`;
  await page.goto(opened === '' ? server.address : new URL(opened, server.address).href);
  await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
  const close = async (): Promise<void> => {
    await browser.close();
    server.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  return { home, folder, page, server, setUserSettings, close };
}

async function openBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: findBrowser(), args: browserArguments });
}

/** Keeps a picture of what a person sees; CI keeps the folder. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = path.join(root, 'test-results', 'screenshots');
  mkdirSync(folder, { recursive: true });
  // No card of a row under the mouse; and what slides or fades in has arrived by then.
  await page.mouse.move(720, 890);
  await page.waitForTimeout(500);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

/** Keeps a picture of what a person saw when a test failed. */
export async function keepFailure(
  session: Session,
  task: { readonly name: string; readonly result?: { readonly state: string } },
): Promise<void> {
  if (task.result?.state === 'fail') await screenshot(session.page, `failed-${task.name.replace(/\W+/g, '-').slice(0, 60)}`);
}
