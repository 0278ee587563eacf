import { type Page } from 'playwright-core';
import { vi } from 'vitest';
import { type Handlers } from '../../src/base/protocol';
import { type Result, success } from '../../src/base/result';
import { driftPage, type DriftReport } from '../../src/drift/contract';
import { type EarlierReport, type PageFile } from '../../src/reports/contract';
import { editorThemes } from './editorThemes';
import { openHosted } from './hostedPages';
import { exportedState } from './reportFixtures';
import { type ReportPages } from './reportPages';

const done = (): Result<void> => success(undefined);

/** The drift page as the editor shows it, and what it asked of the host. @param shown what is sent of the report, if not all of it */
export async function hostedDrift(
  pages: ReportPages,
  report: DriftReport,
  { shown = report, theme = 'light' }: { readonly shown?: DriftReport; readonly theme?: string } = {},
) {
  const said = {
    copyText: vi.fn((_: { text: string }) => done()),
    saveFile: vi.fn((_: PageFile) => done()),
    exportJson: vi.fn(done),
    part: vi.fn(({ index }: { index: number }): Result<unknown> => success(report.columns[index] ?? null)),
    earlier: vi.fn((): Result<EarlierReport<DriftReport> | null> => success(null)),
  };
  const handlers: Handlers<typeof driftPage.calls> = {
    ready: () => success(exportedState('Drift', shown)),
    rerun: done,
    cancel: done,
    exportHtml: done,
    logToRun: done,
    openJson: done,
    ...said,
  };
  const chosen = editorThemes[theme];
  if (chosen === undefined) throw new Error(`There is no theme ${theme}.`);
  return { ...(await openHosted(pages, { kind: 'drift', theme: chosen, page: driftPage, handlers })), said };
}

/** Opens a column's detail. */
export async function openColumn(page: Page, name: string) {
  await page.locator('.row-button', { has: page.locator('.name', { hasText: new RegExp(`^${name}$`) }) }).click();
  const detail = page.locator('.column-detail');
  await detail.waitFor();
  return detail;
}
