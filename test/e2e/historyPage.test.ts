import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { root } from '../../scripts/support/toolchain.mjs';
import { type Handlers } from '../../src/base/protocol';
import { success } from '../../src/base/result';
import { tell } from '../../src/base/rpc';
import { changePlan } from '../../src/domain/changePlan';
import { modelName } from '../../src/domain/ids';
import { type HistoryEntry } from '../../src/domain/registryChange';
import { historyPage, type HistoryPageState } from '../../src/history/contract';
import { editorThemes } from '../support/editorThemes';
import { type HostedPage, openHosted } from '../support/hostedPages';
import { openReportPages, type ReportPages } from '../support/reportPages';
import { weakestContrast } from '../support/weakestContrast';
import { eventOf, historyOf, seenOf, toAlias, toStage } from '../unit/domain/histories';
import { state as registryState, v } from '../unit/domain/registryStates';

/** The history page as the editor shows it: its policy, its themes, its message channel. */
let pages: ReportPages;
beforeAll(async () => void (pages = await openReportPages()));
afterAll(() => pages.close());

const day = (date: number, hour = 12): number => new Date(2026, 2, date, hour).getTime();
const hostile = '<img src=x onerror="window.attacked=1">\u202e';

/** A history with everything: stages, aliases, a change made elsewhere, a fork, a roll back, an edited record. */
function sampleHistory(): HistoryEntry[] {
  const events = [
    eventOf('aaaa1111', day(1), [toStage(3, 'None', 'Production')]),
    seenOf('bbbb2222', [day(4), day(9)], [toStage(4, 'None', 'Production'), toStage(3, 'Production', 'Archived')], ['aaaa1111']),
    {
      ...eventOf('cccc3333', day(12), [toAlias('champion', null, 4)], ['bbbb2222']),
      action: 'alias' as const,
      actor: 'ben',
      reason: hostile,
    },
    { ...eventOf('dddd4444', day(14), [toAlias('champion', null, 3)], ['bbbb2222']), action: 'alias' as const },
    eventOf('eeee5555', day(18), [toStage(5, 'None', 'Production'), toStage(4, 'Production', 'Archived')], ['cccc3333', 'dddd4444']),
    {
      ...eventOf('ffff6666', day(20), [toStage(4, 'Archived', 'Production'), toStage(5, 'Production', 'None')], ['eeee5555']),
      action: 'rollback' as const,
      undoes: 'eeee5555',
      reason: 'Recall fell on weekends.',
    },
  ];
  const now = registryState({ 3: 'Archived', 4: 'Production', 5: 'None' }, { champion: 3 });
  const redo = changePlan(now, {
    action: 'rollback',
    moves: [toStage(5, 'None', 'Production'), toStage(4, 'Production', 'Archived')],
    undoes: 'ffff6666',
  });
  return historyOf(...events).map(entry => {
    const { id } = entry.event;
    if (id === 'ffff6666') return { ...entry, rollBack: redo };
    return {
      ...entry,
      integrity: id === 'dddd4444' ? 'edited' : 'whole',
      concurrent: id === 'cccc3333' || id === 'dddd4444',
      undoneBy: id === 'eeee5555' ? 'ffff6666' : null,
      rollBackRefusal:
        id === 'eeee5555' ? 'This change was rolled back already, by ffff6666.' : 'This change cannot be rolled back any more.',
    };
  });
}

const shown = (change: Partial<HistoryPageState> = {}): HistoryPageState => ({
  model: modelName('delay'),
  history: sampleHistory(),
  deleted: [v(3)],
  failure: null,
  canChange: true,
  canExport: true,
  asked: null,
  ...change,
});

function handlersFor(state: HistoryPageState) {
  const done = (): ReturnType<typeof success<void>> => success(undefined);
  return {
    ready: vi.fn(() => success(state)),
    undo: vi.fn((_: { id: string }) => done()),
    exportHistory: vi.fn(done),
    showVersion: vi.fn((_: { version: string }) => done()),
    copyText: vi.fn((_: { text: string }) => done()),
  };
}

async function open(
  state = shown(),
  { theme = 'light', width }: { theme?: string; width?: number } = {},
): Promise<HostedPage & { handlers: ReturnType<typeof handlersFor> }> {
  const handlers = handlersFor(state);
  const known = editorThemes[theme];
  if (known === undefined) throw new Error(`No theme ${theme}.`);
  const hosted = await openHosted(pages, {
    kind: 'history',
    theme: known,
    page: historyPage,
    handlers: handlers as Handlers<typeof historyPage.calls>,
    ...(width === undefined ? {} : { width }),
  });
  await hosted.page.locator('h1').waitFor();
  return { ...hosted, handlers };
}

describe('what was when', () => {
  test('a moment is asked by the field, and the answer says what is uncertain', async () => {
    const { page, problems } = await open();
    const answer = page.locator('.answer');
    await page.getByLabel('As of').fill('2026-03-03T12:00:00');
    expect(await answer.innerText()).toContain('Production: v3 (deleted since)');
    await page.getByLabel('As of').fill('2026-03-06T12:00:00');
    expect(await answer.innerText()).toMatch(/Production: v3 \(deleted since\) or v4 \(changed elsewhere between .*4.* and .*9.*\)/);
    await page.getByLabel('As of').fill('2026-03-13T12:00:00');
    expect(await answer.innerText()).toMatch(/@champion: v4 or v3 \(deleted since\) \(two people changed it at once/);
    await page.getByLabel('As of').fill('2026-02-01T12:00:00');
    expect(await answer.innerText()).toContain('Not known: history begins on');
    expect(problems).toEqual([]);
    await page.close();
  });

  test('a click on the lanes moves the line; the buttons go from change to change', async () => {
    const { page } = await open();
    const chart = page.locator('.lane-chart');
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    if (!box) throw new Error('The lanes are not visible.');
    const before = await page.locator('.moment-line').getAttribute('x1');
    await page.mouse.click(box.x + 160, box.y + 2);
    expect(await page.locator('.moment-line').getAttribute('x1')).not.toBe(before);
    await page.getByRole('button', { name: 'Now' }).click();
    expect(await page.locator('.answer h2').innerText()).toBe('Now');
    await page.getByRole('button', { name: 'Change before' }).click();
    expect(await page.getByLabel('As of').inputValue()).toMatch(/^2026-03-20T12:00/);
    await page.getByRole('button', { name: 'Change before' }).click();
    expect(await page.locator('.answer').innerText()).toContain('Production: v5');
    await page.close();
  });

  test('the table behind the lanes says the same', async () => {
    const { page } = await open();
    await page.getByText('The lanes as a table').click();
    const rows = await page.getByRole('table', { name: 'Which version was where' }).locator('tbody tr').allInnerTexts();
    expect(rows.map(row => row.split('\t').slice(0, 2).join(' '))).toEqual([
      'Production v3',
      'Production v4',
      'Production v5',
      'Production v4',
      'Archived v3',
      'Archived v4',
      '@champion v4',
      '@champion v3',
    ]);
    expect(rows[0]).toContain('changed elsewhere between');
    expect(rows[3]).toContain('still there');
    await page.close();
  });
});

describe('the changes', () => {
  test('are listed newest first with their marks, and text is text', async () => {
    const { page, problems } = await open();
    const rows = page.locator('.data-row');
    expect(await rows.locator('.name').allInnerTexts()).toHaveLength(6 + 6 + 2);
    const texts = await rows.allInnerTexts();
    expect(texts[0]).toMatch(/v4 → Production, v5 → None[\s\S]*roll back[\s\S]*Recall fell on weekends\.[\s\S]*whole/);
    expect(texts[1]).toContain('taken back');
    expect(texts[2]).toMatch(/edited[\s\S]*at once with another/);
    expect(texts[4]).toMatch(/seen, not made here[\s\S]*someone, elsewhere/);
    expect(await page.locator('.verdict').innerText()).toContain('1 record was edited after being written.');
    expect(await page.evaluate(() => (window as { attacked?: number }).attacked)).toBeUndefined();
    expect(await page.locator('#root img').count()).toBe(0);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('one opens by keyboard with its facts, and is undone', async () => {
    const { page, handlers } = await open();
    await page.locator('.row-button').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('.event-detail').innerText()).toContain('This change was rolled back already, by ffff6666.');
    expect(await page.getByRole('button', { name: 'Undo This Change…' }).count()).toBe(0);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    expect(await page.locator('.event-detail').innerText()).toContain('Undoing it puts v5 back to Production, puts v4 back to Archived.');
    await page.getByRole('button', { name: 'Undo This Change…' }).click();
    await page.getByRole('button', { name: 'Show v4' }).click();
    await page.getByRole('button', { name: 'Copy Id' }).click();
    await page.getByRole('button', { name: 'Export…' }).click();
    await vi.waitFor(() => expect(handlers.exportHistory).toHaveBeenCalledOnce());
    expect(handlers.undo.mock.calls[0]?.[0]).toEqual({ id: 'ffff6666' });
    expect(handlers.showVersion.mock.calls[0]?.[0]).toEqual({ version: '4' });
    expect(handlers.copyText.mock.calls[0]?.[0]).toEqual({ text: 'ffff6666' });
    await page.close();
  });

  test('filters by text and kind; a click on a bar opens the event that began it', async () => {
    const { page } = await open();
    await page.getByRole('textbox', { name: 'Filter by person' }).fill('ben');
    expect(await page.locator('.data-row').count()).toBe(1);
    await page.getByRole('textbox', { name: 'Filter by person' }).fill('nobody');
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await page.getByRole('combobox', { name: 'Show' }).click();
    await page.getByRole('option', { name: 'alias' }).click();
    expect(await page.locator('.counted').innerText()).toBe('2 of 6 changes');
    // The first one is over before it can be seen: the next, not certain yet, lies over it.
    await page.locator('.lane-alias .lane-bar').last().click();
    expect(await page.locator('.event-detail').innerText()).toContain('dddd4444');
    await page.close();
  });
});

describe('the conversation with the host', () => {
  test('a reload keeps the moment, the open event and whose history it is', async () => {
    const { page } = await open();
    await page.getByLabel('As of').fill('2026-03-06T12:00:00');
    await page.locator('.row-button').nth(1).click();
    await page.reload();
    await page.locator('.event-detail').waitFor();
    expect(await page.getByLabel('As of').inputValue()).toMatch(/^2026-03-06T12:00/);
    expect(await page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? '{}').view.model)).toBe('delay');
    await page.close();
  });

  test('what is asked for with the page is shown, and news keep what is open', async () => {
    const asked = { at: day(3), eventId: 'bbbb2222', since: 1 };
    const { page, connection } = await open(shown({ asked }));
    expect(await page.locator('.answer').innerText()).toContain('Production: v3');
    expect(await page.locator('.event-detail').innerText()).toContain('bbbb2222');
    await page.getByRole('button', { name: 'Now' }).click();
    const [newest, ...older] = sampleHistory();
    if (newest === undefined) throw new Error('There is no event.');
    tell(connection, historyPage.state, shown({ asked, history: [{ ...newest, unrecorded: true }, ...older] }));
    await page.getByText('not recorded yet').waitFor();
    expect(await page.locator('.event-detail').innerText()).toContain('bbbb2222');
    expect(await page.locator('.answer h2').innerText()).toBe('Now');
    tell(connection, historyPage.state, shown({ asked: { ...asked, since: 2 } }));
    await page.locator('.answer', { hasText: 'Production: v3' }).waitFor();
    await page.close();
  });

  test('says that there is nothing yet, and why it could not be read; a store that cannot be written offers no undo', async () => {
    const { page, connection } = await open(shown({ history: [] }));
    await page.getByText('No stage or alias was changed yet.').waitFor();
    tell(
      connection,
      historyPage.state,
      shown({ history: null, failure: { reason: 'unavailable', message: 'The server does not answer.' } }),
    );
    await page.getByRole('alert').getByText('The server does not answer.').waitFor();
    tell(connection, historyPage.state, shown({ canChange: false, canExport: false }));
    await page.locator('.row-button').first().click();
    expect(await page.getByRole('button', { name: 'Undo This Change…' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Export…' }).count()).toBe(0);
    await page.close();
  });
});

describe.each(Object.keys(editorThemes))('in the %s theme', theme => {
  test('it obeys the policy, its text can be read, and a narrow editor holds it', async () => {
    const { page, problems } = await open(shown({ asked: { at: day(6), eventId: 'ffff6666', since: 1 } }), { theme });
    await page.locator('.event-detail').waitFor();
    const folder = path.join(root, 'test-results', 'screenshots');
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: path.join(folder, `history-page-${theme.replaceAll(' ', '-')}.png`), fullPage: true });
    expect(await page.evaluate(weakestContrast)).toBeGreaterThanOrEqual(4.5);
    await page.setViewportSize({ width: 460, height: 900 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(460);
    expect(problems).toEqual([]);
    await page.close();
  });
});

test('a long history: the first rows are there at once', async () => {
  const events = Array.from({ length: 3000 }, (_, index) =>
    eventOf(`event${index}`, day(1) + index * 60_000, [toAlias('champion', index, index + 1)], index === 0 ? [] : [`event${index - 1}`]),
  );
  const started = performance.now();
  const { page, problems } = await open(shown({ history: historyOf(...events) }));
  await page.locator('.data-row').first().waitFor();
  console.log(`3,000 events: first rows after ${Math.round(performance.now() - started)} ms`);
  expect(problems).toEqual([]);
  await page.close();
});
