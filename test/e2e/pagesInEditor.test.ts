import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Handlers } from '../../src/base/protocol';
import { failure, type Result, success } from '../../src/base/result';
import { tell } from '../../src/base/rpc';
import { driftPage, type DriftReport } from '../../src/drift/contract';
import { explainPage } from '../../src/explain/contract';
import { runId } from '../../src/domain/ids';
import { type EarlierReport, type PageFile, type ReportPageState } from '../../src/reports/contract';
import { editorThemes } from '../support/editorThemes';
import { type HostedPage, openHosted } from '../support/hostedPages';
import { flightsExplainReport } from '../support/explainFixtures';
import { exportedState, flightsDriftReport } from '../support/reportFixtures';
import { openReportPages, type ReportPages } from '../support/reportPages';
import { weakestContrast } from '../support/weakestContrast';

/** The report pages as the editor shows them: its policy, its themes, its message channel. */
let pages: ReportPages;
beforeAll(async () => void (pages = await openReportPages()));
afterAll(() => pages.close());

const light = editorThemes['light'] ?? { kind: 'vscode-light' as const, colors: {} };
const done = (): ReturnType<typeof success<void>> => success(undefined);

function handlersFor<Report>(state: ReportPageState<Report>) {
  return {
    ready: vi.fn(() => success(state)),
    rerun: vi.fn(done),
    cancel: vi.fn(done),
    exportHtml: vi.fn(done),
    logToRun: vi.fn(done),
    openJson: vi.fn(done),
    copyText: vi.fn((_: { text: string }) => done()),
    part: vi.fn((_: { index: number }): Result<unknown> => success(null)),
    earlier: vi.fn((): Result<EarlierReport<Report> | null> => success(null)),
    saveFile: vi.fn((_: PageFile) => done()),
    exportJson: vi.fn(done),
  };
}

const driftState = (change: Partial<ReportPageState<DriftReport>> = {}): ReportPageState<DriftReport> => ({
  ...exportedState('Drift', flightsDriftReport()),
  canRun: true,
  savedAs: '.modelops/reports/drift.json',
  ...change,
});

async function openDrift(handlers: ReturnType<typeof handlersFor<DriftReport>>): Promise<HostedPage> {
  return openHosted(pages, { kind: 'drift', theme: light, page: driftPage, handlers: handlers as Handlers<typeof driftPage.calls> });
}

describe('the conversation with the host', () => {
  test('the page asks for its state and its buttons do what they say', async () => {
    const handlers = handlersFor(driftState());
    const { page, problems } = await openDrift(handlers);
    await page.getByRole('button', { name: 'Re-run' }).click();
    await page.getByRole('button', { name: 'Export HTML' }).click();
    await page.getByRole('button', { name: 'Open as JSON' }).click();
    await page.getByText('Files compared').click();
    await page.getByRole('button', { name: 'Copy the checksum' }).first().click();
    await vi.waitFor(() => expect(handlers.copyText).toHaveBeenCalledOnce());
    expect(handlers.copyText.mock.calls[0]?.[0]).toEqual({ text: flightsDriftReport().reference.files[0]?.sha256 });
    for (const called of [handlers.ready, handlers.rerun, handlers.exportHtml, handlers.openJson]) expect(called).toHaveBeenCalledOnce();
    expect(handlers.cancel).not.toHaveBeenCalled();
    expect(await page.locator('.facts').innerText()).toContain('saved as .modelops/reports/drift.json');
    expect(problems).toEqual([]);
    await page.close();
  });

  test('progress can be cancelled and does not close what is open', async () => {
    const handlers = handlersFor(driftState());
    const { page, connection } = await openDrift(handlers);
    await page.locator('.row-button').first().click();
    tell(connection, driftPage.state, driftState({ running: { done: 3, total: 12, what: 'column 3 of 12' } }));
    await page.getByText('column 3 of 12').waitFor();
    expect(await page.getByRole('progressbar').getAttribute('value')).toBe('3');
    expect(await page.getByRole('button', { name: 'Re-run' }).count()).toBe(0);
    expect(await page.locator('.column-detail').count()).toBe(1);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await vi.waitFor(() => expect(handlers.cancel).toHaveBeenCalledOnce());
    await page.close();
  });

  test('a page without a report shows progress, then why there is none, then the report', async () => {
    const { page, connection } = await openDrift(
      handlersFor(driftState({ report: null, running: { done: 0, total: 0, what: 'reading the data' } })),
    );
    await page.getByText('reading the data').waitFor();
    tell(
      connection,
      driftPage.state,
      driftState({ report: null, failure: { reason: 'unreadable', message: 'The file has no rows.', nextStep: 'Choose another.' } }),
    );
    await page.getByRole('alert').getByText('The file has no rows. Choose another.').waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).waitFor();
    tell(connection, driftPage.state, driftState());
    await page.locator('.data-row').first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.close();
  });

  test('what the host could not do is said', async () => {
    const handlers = handlersFor(driftState());
    handlers.exportHtml.mockReturnValue(failure('read_only', 'The folder is read-only.') as never);
    const { page } = await openDrift(handlers);
    await page.getByRole('button', { name: 'Export HTML' }).click();
    await page.getByRole('alert').getByText('The folder is read-only.').waitFor();
    await page.close();
  });

  test('a report about a version is logged to its run, and the page says which', async () => {
    const handlers = handlersFor(driftState({ canLog: true }));
    const { page, connection } = await openDrift(handlers);
    await page.getByRole('button', { name: 'Log to Run' }).click();
    await vi.waitFor(() => expect(handlers.logToRun).toHaveBeenCalledOnce());
    tell(connection, driftPage.state, driftState({ canLog: true, loggedTo: runId('47c5ece5') }));
    await page.locator('.facts').getByText('logged to the run 47c5ece5').waitFor();
    tell(connection, driftPage.state, driftState());
    await page.getByRole('button', { name: 'Log to Run' }).waitFor({ state: 'detached' });
    await page.close();
  });

  test('a reload brings back the open row, the filter and the order', async () => {
    const { page } = await openDrift(handlersFor(driftState()));
    await page.getByRole('button', { name: 'Column' }).click();
    await page.getByRole('textbox').fill('delay');
    await page.locator('.row-button', { hasText: 'origin_delay_3h' }).click();
    await page.reload();
    await page.locator('.column-detail').waitFor();
    expect(await page.locator('.drift > .table-frame .data-row .name').allInnerTexts()).toEqual([
      'delayed',
      'origin_delay_3h',
      'origin_delay_yesterday',
    ]);
    expect(await page.getByRole('textbox').inputValue()).toBe('delay');
    expect(await page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? '{}').savedAs)).toBe('.modelops/reports/drift.json');
    await page.close();
  });
});

describe.each(Object.entries(editorThemes))('in the %s theme', (_, theme) => {
  test('both pages obey the policy, and their text can be read', async () => {
    const drift = await openHosted(pages, {
      kind: 'drift',
      theme,
      page: driftPage,
      handlers: handlersFor(driftState()) as Handlers<typeof driftPage.calls>,
    });
    await drift.page.locator('.row-button').first().click();
    await drift.page.locator('.column-detail svg').first().waitFor();
    const explain = await openHosted(pages, {
      kind: 'explain',
      theme,
      page: explainPage,
      handlers: handlersFor(exportedState('Explain', flightsExplainReport(100))) as Handlers<typeof explainPage.calls>,
    });
    await explain.page.locator('.mark-text').first().waitFor();
    for (const { page, problems } of [drift, explain]) {
      expect(problems).toEqual([]);
      expect(await page.evaluate(weakestContrast)).toBeGreaterThanOrEqual(4.5);
      await page.close();
    }
  });
});
