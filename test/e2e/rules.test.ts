import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type DriftReport } from '../../src/drift/contract';
import { type QualityReport } from '../../src/quality/contract';
import { randomNumbers } from '../support/randomNumbers';
import { keepFailure, openSession, screenshot, type Session } from '../support/vscode';
import { Workbench } from '../support/workbench';

/** Rules of a comparison, model quality and a report of Evidently, as a person comes to them: from the palette, without a store. */
let session: Session;
let workbench: Workbench;

beforeAll(async () => {
  session = await openSession({ makeFolder });
  workbench = new Workbench(session.page);
});
afterEach(async ({ task }) => await keepFailure(session, task));
afterAll(async () => await session.close());

const EVIDENTLY = path.join(import.meta.dirname, '..', 'golden', 'drift', 'evidently', 'new_with_tests.json');

/** Predictions of each hour of two times; the current amounts are larger, and ten rows of each are there twice. */
function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'reference.csv'), predictions(Date.UTC(2026, 0, 5), 0));
  writeFileSync(path.join(folder, 'current.csv'), predictions(Date.UTC(2026, 1, 2), 30));
  writeFileSync(path.join(folder, 'notes-before.csv'), notes(5, 0));
  writeFileSync(path.join(folder, 'notes-now.csv'), notes(6, 1));
  copyFileSync(EVIDENTLY, path.join(folder, 'evidently.json'));
}

/** Notes as vectors of nine numbers, and how long they are. */
function notes(seed: number, shift: number): string {
  const next = randomNumbers(seed);
  const places = Array.from({ length: 9 }, (_, place) => `emb_${place}`);
  const row = (): string => [Math.floor(40 * next()), ...places.map(() => (next() + shift).toFixed(4))].join(',');
  return `words,${places.join(',')}\n${Array.from({ length: 300 }, row).join('\n')}\n`;
}

function predictions(start: number, shift: number): string {
  const next = randomNumbers(41 + shift);
  const rows = Array.from({ length: 480 }, (_, row) => {
    const probability = next();
    const at = new Date(start + row * 3_600_000).toISOString();
    return `${at},${(100 * next() + shift).toFixed(2)},${row % 7},${next() < probability ? 1 : 0},${probability.toFixed(4)}`;
  });
  return `moment,amount,code,late,score\n${[...rows, ...rows.slice(0, 10)].join('\n')}\n`;
}

/** The reports of a kind that were kept, oldest first. */
function saved<Report>(kind: string): Report[] {
  const reports = path.join(session.folder ?? '', '.modelops', 'reports');
  const names = readdirSync(reports).filter(name => name.includes(kind));
  return names.toSorted().map(name => readSaved<Report>(path.join(reports, name)));
}

function readSaved<Report>(file: string): Report {
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

const ROLES = 'Enter goes ahead with what is shown';
const RULES = 'Whose rules compare the columns';

/** Chooses in one pick after the other, each told by what it asks: the same words may be in the pick before. */
async function chooseIn(...steps: readonly (readonly [asked: string, text: string])[]): Promise<void> {
  for (const [asked, text] of steps) {
    await session.page.locator(`.quick-input-widget:visible input[placeholder*="${asked}"]`).first().waitFor();
    await workbench.choose(text);
  }
}

async function chooseFiles(reference: string, current: string): Promise<void> {
  await chooseIn([reference, 'reference.csv'], [current, 'current.csv']);
}

async function rolesShow(text: string): Promise<void> {
  await session.page.locator(`.quick-input-widget:visible input[placeholder*="${ROLES}"]`).first().waitFor();
  await workbench.choices.filter({ hasText: text }).first().waitFor();
}

test('the profile strict chooses its tests itself, so there are no methods to set', async () => {
  await workbench.openModelOps();
  await workbench.run('Model Ops: Show Drift Report');
  await chooseFiles('What the model was trained on', 'What the model sees now');
  await chooseIn([ROLES, 'Rules…'], [RULES, 'Profile'], ['Whose rules?', 'strict']);
  await workbench.choices.filter({ hasText: 'From where on a column has drifted' }).first().waitFor();
  expect(await workbench.choices.filter({ hasText: 'For all columns of a type, or for one' }).count()).toBe(0);
  await chooseIn([RULES, 'Profile'], ['Whose rules?', 'evidently-legacy']);
  await workbench.choices.filter({ hasText: 'For all columns of a type, or for one' }).first().waitFor();
  await chooseIn([RULES, 'Profile'], ['Whose rules?', "Evidently 0.7's rules"]);
});

test('types, methods, thresholds and windows are set row by row, and the set-up says so', async () => {
  await chooseIn([RULES, 'Column types'], ['Which column?', 'code'], ['What does code hold?', 'categorical']);
  await chooseIn([RULES, 'Column types'], ['Which column?', 'moment'], ['What does moment hold?', 'datetime']);
  await chooseIn([RULES, 'Methods'], ['Of which columns?', 'Numeric columns'], ['By which method', 'psi']);
  await chooseIn([RULES, 'Thresholds'], ['Of which columns?', 'One column…'], ['Which column?', 'amount']);
  await session.page.getByText('The threshold of amount').waitFor();
  await workbench.input.fill('-1');
  await session.page.getByText('Type a number above 0.').waitFor();
  await workbench.input.fill('0.3');
  await session.page.keyboard.press('Enter');
  await chooseIn([RULES, 'Windows'], ['How long is a window?', 'a window each week']);
  await workbench.choices.filter({ hasText: 'code: categorical' }).first().waitFor();
  await workbench.choices.filter({ hasText: 'amount: 0.3' }).first().waitFor();
  await screenshot(session.page, 'drift-rules');
  await chooseIn([RULES, 'Back'], [ROLES, 'When a row was'], ['When a row was', 'moment']);
  await rolesShow('evidently, 4 changed, a window each week');
  await workbench.choose('Compare now');
  await workbench.report.getByText('population stability index').first().waitFor();
  await workbench.report.getByText('Duplicate rows: reference').first().waitFor();
  await screenshot(session.page, 'drift-with-rules');
});

test('the report is made by these rules, and counts what is there twice', async () => {
  await expect.poll(() => saved<DriftReport>('drift').length).toBe(1);
  const [report] = saved<DriftReport>('drift');
  expect(report?.made?.request).toMatchObject({
    profile: 'evidently',
    types: { code: 'categorical', moment: 'datetime' },
    methods: { numeric: 'psi' },
    thresholds: { columns: { amount: 0.3 } },
    window: { period: 'week' },
    roles: { time: 'moment' },
  });
  const column = (name: string) => report?.columns.find(each => each.name === name);
  expect(column('amount')).toMatchObject({ type: 'numeric', method: 'psi', threshold: 0.3 });
  expect(column('amount')?.windows).toHaveLength(3);
  expect(column('code')).toMatchObject({ type: 'categorical', method: 'chisquare' });
  expect(column('moment')).toMatchObject({
    status: 'not_tested',
    dateTime: { reference: { gaps: { commonestStep: 3_600_000, count: 0 } } },
  });
  expect(report?.duplicates).toMatchObject({ reference: { rows: 10, copies: [] }, current: { rows: 10, copies: [] } });
});

test('the set-up remembers the rules, and each can be taken back', async () => {
  await workbench.run('View: Close All Editors');
  await workbench.run('Model Ops: Show Drift Report');
  await chooseFiles('What the model was trained on', 'What the model sees now');
  await rolesShow('evidently, 4 changed, a window each week');
  await chooseIn([ROLES, 'Rules…'], [RULES, 'Column types'], ['Which column?', 'code'], ['What does code hold?', 'As inferred']);
  await chooseIn([RULES, 'Methods'], ['Of which columns?', 'Numeric columns'], ['By which method', 'As the profile has it']);
  await chooseIn([RULES, 'Thresholds'], ['Of which columns?', 'One column…'], ['Which column?', 'amount']);
  await workbench.answer('', 'The threshold of amount');
  await chooseIn([RULES, 'Windows'], ['How long is a window?', 'None'], [RULES, 'Back']);
  await rolesShow('evidently, 1 changed');
  await session.page.keyboard.press('Escape');
});

test('model quality is computed from the palette, over questions for its columns, to its page', async () => {
  await workbench.run('Model Ops: Show Model Quality Report');
  await chooseFiles('Predictions whose true outcomes are known', 'Predictions of now');
  await chooseIn([ROLES, 'The true outcome'], ['The true outcome', 'late'], [ROLES, 'Of the positive class']);
  const score = workbench.choices.filter({ hasText: 'score' }).first();
  await score.waitFor();
  await score.click();
  await session.page.keyboard.press('Enter');
  await chooseIn([ROLES, 'Puts rows in order'], ['Puts rows in order', 'moment'], [ROLES, 'Windows'], ['Periods need', 'each week']);
  await rolesShow('each week');
  await workbench.choose('Measure now');
  await workbench.report.getByText('ROC AUC').first().waitFor();
  await screenshot(session.page, 'quality-from-palette');
  await expect.poll(() => saved<QualityReport>('quality').length).toBe(1);
  expect(saved<QualityReport>('quality')[0]?.made?.request).toMatchObject({
    target: 'late',
    probabilities: ['score'],
    time: 'moment',
    windows: { kind: 'period', period: 'week' },
  });
});

test('the JSON of an Evidently report is asked for, and opens in the page of drift reports', async () => {
  await workbench.run('View: Close All Editors');
  await workbench.run('Model Ops: Open Evidently Report…');
  await workbench.answerFile(path.join(session.folder ?? '', 'evidently.json'), 'Open');
  await workbench.report.getByText('Drift report of Evidently').first().waitFor();
  await workbench.report.getByText('computed by Evidently').first().waitFor();
  await screenshot(session.page, 'evidently-from-palette');
});

const VECTORS = 'Which columns are compared as vectors';

test('columns that look like a vector are offered as an embedding, and compared as one', async () => {
  await workbench.run('View: Close All Editors');
  await workbench.run('Model Ops: Show Drift Report');
  await chooseIn(['What the model was trained on', 'notes-before.csv'], ['What the model sees now', 'notes-now.csv']);
  await rolesShow('each column by itself');
  await chooseIn([ROLES, 'Embeddings…'], [VECTORS, 'emb'], ['How are the vectors of emb compared?', 'distance (cosine)']);
  await workbench.choices.filter({ hasText: '9 columns: emb_*' }).filter({ hasText: 'distance (cosine)' }).first().waitFor();
  await screenshot(session.page, 'drift-embeddings');
  await chooseIn([VECTORS, 'emb'], ['How are the vectors of emb compared?', 'model'], [VECTORS, 'Back']);
  await rolesShow('emb: model');
  await workbench.choose('Compare now');
  const table = workbench.report.getByRole('table', { name: 'Drift of embeddings' });
  await table.getByText('drifted').first().waitFor();
  await table.scrollIntoViewIfNeeded();
  await screenshot(session.page, 'drift-of-embeddings');
  await expect.poll(() => saved<DriftReport>('drift').length).toBe(2);
  const report = saved<DriftReport>('drift').at(-1);
  expect(report?.made?.request.embeddings).toEqual({ emb: { columns: ['emb_*'] } });
  expect(report?.columns.map(({ name }) => name)).toEqual(['words']);
  expect(report?.embeddings).toMatchObject([{ name: 'emb', method: 'model', drifted: true, dimensions: 9, rows: { reference: 300 } }]);
});

test('where no column looks like one, none is asked about, and one can be named among the rules', async () => {
  await workbench.run('View: Close All Editors');
  await workbench.run('Model Ops: Show Drift Report');
  await chooseFiles('What the model was trained on', 'What the model sees now');
  await rolesShow('Rules…');
  await rolesShow('When a row was');
  expect(await workbench.choices.filter({ hasText: 'Embeddings…' }).count()).toBe(0);
  await chooseIn([ROLES, 'Rules…'], [RULES, 'Vectors in several columns'], [VECTORS, 'Other columns…']);
  const asked = session.page.locator('.quick-input-widget:visible input[placeholder*="The columns of one vector"]').first();
  await asked.waitFor();
  for (const name of ['amount', 'score']) await workbench.choices.filter({ hasText: name }).first().click();
  await session.page.keyboard.press('Enter');
  await chooseIn(['How are the vectors of amount compared?', 'ratio'], [VECTORS, 'Back']);
  await workbench.choices.filter({ hasText: 'amount: ratio' }).first().waitFor();
  await session.page.keyboard.press('Escape');
  await rolesShow('amount: ratio');
  await session.page.keyboard.press('Escape');
});
