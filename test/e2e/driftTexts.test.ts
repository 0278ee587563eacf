import { afterAll, beforeAll, expect, test } from 'vitest';
import { describedColumn } from '../support/describedColumn';
import { flightsDriftReport } from '../support/reportFixtures';
import { openExported, openReportPages, type ReportPages } from '../support/reportPages';

/** The detail of a text column on the drift page. */
let pages: ReportPages;
beforeAll(async () => void (pages = await openReportPages()));
afterAll(() => pages.close());

test.each(['evidently', 'strict'] as const)('a text column shows how its texts changed, under %s', async profile => {
  const note = describedColumn(profile);
  const hostile = 'Reproduced <b>here</b>.';
  const descriptors = note.descriptors?.map(each => (each.name === 'word_count' ? { ...each, defects: [hostile] } : each)) ?? [];
  const report = { ...flightsDriftReport(), profile, columns: [{ ...note, descriptors }] };
  const { page, problems } = await openExported(pages, await pages.exported('drift', 'A report', report));
  await page.locator('.row-button', { has: page.locator('.name', { hasText: /^note$/ }) }).click();
  const detail = page.locator('.column-detail');
  const rows = detail.getByRole('table', { name: 'How the texts changed' }).locator('tbody tr');
  const cells = async (place: number) => (await rows.nth(place).innerText()).split('\t').map(cell => cell.trim());
  expect(await rows.count()).toBe(4);
  const words = await cells(1);
  expect([words[0], words[4], words[6]]).toEqual(['Words', 'Kolmogorov–Smirnov', '0.05']);
  expect(Number(words[3])).toBeGreaterThan(Number(words[2]));
  expect(words[7]).toMatch(profile === 'strict' ? /^drifted \(K–S gap 0[.]\d+, drift from 0[.]08\)$/ : /^drifted$/);
  expect(await rows.nth(1).locator('svg.mini path').count()).toBe(2);
  const sentences = await cells(2);
  expect(sentences.slice(0, 4)).toEqual(['Sentences', '', '1', '1']);
  expect(sentences[7]).toMatch(/^no drift/);
  expect(await detail.locator('.text-descriptors li').allInnerTexts()).toEqual([`Words: ${hostile}`]);
  expect(await detail.innerText()).toContain('The column’s own verdict does not rest on these.');
  expect(problems).toEqual([]);
  await page.close();
});

test.each([700, 1400])('a long commonest text stays in its cell, %s pixels wide', async width => {
  const note = describedColumn('evidently');
  const side = note.quality?.reference;
  if (side === null || side === undefined) throw new Error('The column has no quality.');
  const of = (value: string) => ({ ...side, commonest: { value, count: 3 } });
  const quality = { reference: of('https://example.com/one/long/address'.repeat(9)), current: of('many words that go on '.repeat(30)) };
  const report = { ...flightsDriftReport(), columns: [{ ...note, quality }] };
  const { page, problems } = await openExported(pages, await pages.exported('drift', 'A report', report));
  await page.setViewportSize({ width, height: 900 });
  await page.locator('.row-button', { has: page.locator('.name', { hasText: /^note$/ }) }).click();
  const cells = page.getByRole('row', { name: /^Commonest/ }).locator('td');
  expect(await cells.count()).toBe(2);
  const spills = await cells.evaluateAll(each => each.map(cell => cell.scrollWidth - cell.clientWidth));
  expect(spills).toEqual([0, 0]);
  expect(problems).toEqual([]);
  await page.close();
});
