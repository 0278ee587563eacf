import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isSeq, parseDocument } from 'yaml';
import { failure, type Result, success } from '../base/result';
import { type DriftRequest } from '../drift/contract';
import { replaceFile } from '../platform/replaceFile';
import { type Monitor, type Monitors, MONITORS_FILE } from './contract';
import { specOf } from './monitorSpec';
import { parseMonitors } from './parseMonitors';

/** A set-up of a megabyte is no set-up. */
const LONGEST_FILE = 1_000_000;

/** What the file says; a folder without one has no monitors. */
export async function readMonitors(file: string): Promise<Result<Monitors>> {
  const text = await readText(file);
  if (!text.ok) return text;
  if (text.value === null) return success({ file, exists: false, monitors: [], problems: [] });
  return success({ file, exists: true, ...parseMonitors(text.value, path.dirname(file)) });
}

/** Adds a monitor at the end; what else is in the file stays as it is, comments too. The file is made if there is none. */
export async function addMonitor(file: string, name: string, request: DriftRequest): Promise<Result<Monitor>> {
  const before = await readText(file);
  if (!before.ok) return before;
  const read = parseMonitors(before.value ?? '', path.dirname(file));
  const [problem] = read.problems;
  if (problem !== undefined)
    return failure('invalid', `${MONITORS_FILE}, line ${problem.line}: ${problem.message}`, { nextStep: 'Correct the file first.' });
  if (read.monitors.some(monitor => monitor.name === name))
    return failure('already_exists', `There is a monitor with the name ${name} already.`, { nextStep: 'Choose another name.' });
  const text = withMonitor(before.value ?? FIRST_LINE, specOf(name, request, path.dirname(file)));
  const after = parseMonitors(text, path.dirname(file));
  const added = after.monitors.find(monitor => monitor.name === name);
  if (added === undefined) return failure('invalid', `${after.problems[0]?.message ?? 'The monitor cannot be written.'}`);
  try {
    await replaceFile(file, text);
    return success(added);
  } catch (error) {
    return failure('unavailable', `${file} could not be written.`, { nextStep: 'Check that you may write there.', detail: String(error) });
  }
}

const FIRST_LINE = '# What Model Ops watches in this folder: each monitor compares current data with reference data.\n';

function withMonitor(text: string, spec: object): string {
  const document = parseDocument(text);
  const monitors = document.get('monitors');
  if (isSeq(monitors)) monitors.add(document.createNode(spec));
  else document.set('monitors', document.createNode([spec]));
  return document.toString({ lineWidth: 0 });
}

/** Null if there is no such file. */
async function readText(file: string): Promise<Result<string | null>> {
  try {
    const text = await readFile(file, 'utf8');
    if (text.length <= LONGEST_FILE) return success(text);
    return failure('invalid', `${file} is too long: ${text.length.toLocaleString('en')} characters.`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return success(null);
    return failure('unreadable', `${file} could not be read.`, { nextStep: 'Check that you may read it.', detail: String(error) });
  }
}
