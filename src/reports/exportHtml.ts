import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Result, success } from '../base/result';
import { placeFile } from '../platform/placeFile';
import { type ReportKind, type ReportPageState } from './contract';
import { type EmbeddedState, exportedReport, type Lighten } from './exportedReport';

export interface HtmlExport {
  readonly kind: ReportKind;
  readonly report: unknown;
  readonly title: string;
  /** Where to write it; replaced if it is there. */
  readonly file: string;
}

/** What the entry point knows of the kinds of reports that can be made lighter. */
export type Lighteners = Readonly<Partial<Record<ReportKind, Lighten>>>;

/** The page's own policy: nothing is loaded from anywhere. */
const POLICY = `default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:`;

/**
 * Writes a report as one HTML file that needs nothing else: the script and style of its page and the report itself, in at
 * most 1 MB where the report can be made lighter.
 * @param webviewRoot the folder of the bundled pages.
 */
export async function exportHtml(webviewRoot: string, request: HtmlExport, lighteners: Lighteners = {}): Promise<Result<void>> {
  const page = await readPage(webviewRoot, request.kind);
  if (!page.ok) return page;
  const state: ReportPageState<unknown> = {
    title: request.title,
    report: request.report,
    running: null,
    failure: null,
    savedAs: null,
    canRun: false,
  };
  try {
    const frame = html(request.title, page.value, { type: 'application/json', text: '' });
    const embedded = exportedReport(state, Buffer.byteLength(frame), lighteners[request.kind]);
    await placeFile(request.file, html(request.title, page.value, embedded));
    return success(undefined);
  } catch (error) {
    return failure('unavailable', `The report could not be written to ${request.file}.`, {
      nextStep: 'Choose a place that you may write to.',
      detail: String(error),
    });
  }
}

interface PageFiles {
  readonly script: string;
  readonly style: string;
}

async function readPage(webviewRoot: string, kind: ReportKind): Promise<Result<PageFiles>> {
  try {
    const script = await readFile(path.join(webviewRoot, `${kind}.js`), 'utf8');
    const style = await readFile(path.join(webviewRoot, `${kind}.css`), 'utf8');
    return success({ script, style });
  } catch (error) {
    return failure('unreadable', 'The files of the report page are missing from this installation.', {
      nextStep: 'Install Model Ops again.',
      detail: String(error),
    });
  }
}

function html(title: string, page: PageFiles, state: EmbeddedState): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escapeText(title)}</title>
<style>${withinStyle(page.style)}</style>
</head>
<body class="exported">
<div id="root"></div>
<script type="${state.type}" id="report-state">${state.text.replaceAll('<', '\\u003c')}</script>
<script>${withinScript(page.script)}</script>
</body>
</html>
`;
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** An end tag in a string of the script would end the element; the escape means the same to JavaScript. */
function withinScript(script: string): string {
  return script.replace(/<(?=\/script|!--)/gi, '\\x3c');
}

function withinStyle(style: string): string {
  return style.replace(/<(?=\/style)/gi, '\\3c ');
}
