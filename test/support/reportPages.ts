import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import { browserArguments, findBrowser } from '../../scripts/support/browser.mjs';
import { driftReportFiles } from '../../src/drift/driftReportFiles';
import { exportHtml } from '../../src/reports/exportHtml';
import { type ReportKind } from '../../src/reports/contract';

const repository = path.resolve(import.meta.dirname, '..', '..');
const pageNames = ['artifacts', 'detect', 'drift', 'quality', 'explain', 'versions', 'monitor', 'history', 'runs'];

/** The report pages, bundled from source as the build does it, and a browser to look at them. */
export interface ReportPages {
  /** Folder of `<name>.js` and `<name>.css`. */
  readonly folder: string;
  readonly browser: Browser;
  /** Writes a report as the product exports it; gives the file's path. */
  exported(kind: ReportKind, title: string, report: unknown): Promise<string>;
  close(): Promise<void>;
}

/** An open page and what it said in its console or threw. */
export interface OpenPage {
  readonly page: Page;
  readonly problems: readonly string[];
}

export async function openReportPages(): Promise<ReportPages> {
  const folder = mkdtempSync(path.join(tmpdir(), 'model-ops-pages-'));
  const entryPoints = Object.fromEntries(pageNames.map(name => [name, path.join('webview', name, 'main.ts')]));
  await build({
    absWorkingDir: repository,
    entryPoints,
    outdir: folder,
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: ['chrome130'],
    legalComments: 'none',
    logLevel: 'warning',
  });
  const browser = await chromium.launch({ executablePath: findBrowser(), args: browserArguments });
  let files = 0;
  return {
    folder,
    browser,
    exported: async (kind, title, report) => {
      const file = path.join(folder, `report-${files++}.html`);
      const written = await exportHtml(folder, { kind, report, title, file }, driftReportFiles.lighteners);
      if (!written.ok) throw new Error(written.failure.message);
      return file;
    },
    close: async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Opens an exported file with the network cut: what it would fetch becomes a problem. */
export async function openExported(pages: ReportPages, file: string, options: { dark?: boolean; width?: number } = {}): Promise<OpenPage> {
  const page = await newPage(pages, options);
  const problems = listenForProblems(page);
  await page.goto(`file://${file}`);
  return { page, problems };
}

export async function newPage(pages: ReportPages, options: { dark?: boolean; width?: number }): Promise<Page> {
  return pages.browser.newPage({
    viewport: { width: options.width ?? 1200, height: 900 },
    colorScheme: options.dark ? 'dark' : 'light',
    offline: true,
  });
}

export function listenForProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', error => problems.push(error.message));
  page.on('request', request => {
    if (!/^(file|data|https:\/\/host\.test)/.test(request.url())) problems.push(`asked for ${request.url()}`);
  });
  return problems;
}

export function bundledSize(pages: ReportPages, name: string): number {
  return readFileSync(path.join(pages.folder, name)).length;
}
