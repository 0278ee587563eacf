import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { createReportHandlers } from '../../../src/reports/serveReports';
import { driftReport, explainReport } from '../../support/reportValues';

const job = unattendedJob();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'export-'));
  writeFileSync(path.join(folder, 'drift.js'), 'said = "</script><!--" + /<\\/script/u.source + `</SCRIPT>`;');
  writeFileSync(path.join(folder, 'drift.css'), '.a::after { content: "</style>" }');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The text of the only element that a start tag opens, up to where a browser would end it. */
function textWithin(html: string, startTag: string, name: string): string {
  const start = html.indexOf(startTag) + startTag.length;
  const end = html.toLowerCase().indexOf(`</${name}`, start);
  return html.slice(start, end);
}

test('one file holds the report, the script and the style, whatever is in them', async () => {
  const file = path.join(folder, 'report.html');
  const report = { ...driftReport(), model: { name: '</script><script>alert(1)</script> & "quotes"', version: '1' } };
  const title = 'Drift of <b>a & "b"</b>';
  const done = await createReportHandlers({ webviewRoot: folder }).exportHtml({ kind: 'drift', report, title, file }, job);
  expect(done).toEqual({ ok: true, value: undefined });

  const html = readFileSync(file, 'utf8');
  expect(html).toContain('<title>Drift of &#60;b&#62;a &#38; &#34;b&#34;&#60;/b&#62;</title>');
  expect(html).toContain('<body class="exported">\n<div id="root"></div>');
  const state = textWithin(html, '<script type="application/json" id="report-state">', 'script');
  expect(JSON.parse(state)).toEqual({ title, report, running: null, failure: null, savedAs: null, canRun: false });
  const context = { said: '' };
  vm.runInNewContext(textWithin(html, '<script>', 'script'), context);
  expect(context.said).toBe('</script><!--<\\/script</SCRIPT>');
  expect(textWithin(html, '<style>', 'style')).toBe('.a::after { content: "\\3c /style>" }');
  expect(html).not.toMatch(/(src|href)=/);
  expect(readdirSync(folder).sort()).toEqual(['drift.css', 'drift.js', 'report.html']);
});

test('folders that are not there are made', async () => {
  const file = path.join(folder, 'not', 'there', 'x.html');
  const done = await createReportHandlers({ webviewRoot: folder }).exportHtml(
    { kind: 'drift', report: driftReport(), title: '', file },
    job,
  );
  expect(done.ok).toBe(true);
  expect(readdirSync(path.dirname(file))).toEqual(['x.html']);
});

test('a page that is not installed and a place that cannot be written are said', async () => {
  const handlers = createReportHandlers({ webviewRoot: folder });
  const file = path.join(folder, 'x.html');
  expect(await handlers.exportHtml({ kind: 'explain', report: explainReport(), title: '', file }, job)).toMatchObject({
    ok: false,
    failure: { reason: 'unreadable' },
  });
  const nowhere = path.join(folder, 'drift.js', 'x.html');
  expect(await handlers.exportHtml({ kind: 'drift', report: driftReport(), title: '', file: nowhere }, job)).toMatchObject({
    ok: false,
    failure: { reason: 'unavailable' },
  });
  expect(readdirSync(folder).sort()).toEqual(['drift.css', 'drift.js']);
});
