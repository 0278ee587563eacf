import { type Failure, failure, failureSentence, type Result, success } from '../base/result';
import { withoutAbsent } from '../base/withoutAbsent';
import { type DriftReport, type DriftRequest } from '../drift/contract';
import { type Monitor, type MonitorProblem, MONITORS_FILE } from '../monitor/contract';
import { checkOutputs } from './checkOutputs';
import { type Outcome, type Session } from './command';
import { readableSource } from './dataSources';
import { writeRecords } from './driftRecords';
import { driftText } from './driftText';
import { driftVerdict, type FailOn } from './driftVerdict';
import { keepReport, type Keeping } from './keepReport';
import { logReport } from './logReport';
import { type MadeReport } from './madeReport';
import { flag, text } from './options';
import { visible } from './plainText';
import { printedReport } from './printedReport';
import { withModels } from './resolveModels';

export const monitorOptions = {
  monitor: text('NAME', `Run this monitor of ${MONITORS_FILE} in the working directory, instead of naming files.`),
  all: flag(`Run every monitor of ${MONITORS_FILE}.`),
};

export interface MonitorChoice {
  /** Null: all of them. */
  readonly name: string | null;
  readonly failOn: FailOn | undefined;
  readonly keeping: Keeping & { readonly junit?: string; readonly markdown?: string; readonly log?: boolean };
}

/**
 * Runs monitors one after the other; one that fails does not keep the others from running. JSON: of one its report, of
 * all a list of {monitor, report} or {monitor, failure}, of both where a report is made but could not be kept.
 */
export async function runMonitors(session: Session, choice: MonitorChoice): Promise<Result<Outcome>> {
  const chosen = await chooseMonitors(session, choice.name);
  if (!chosen.ok) return chosen;
  const { junit, markdown } = choice.keeping;
  const pages = chosen.value.map(({ name }) => pageOf(choice.keeping, name));
  const places = await checkOutputs(session.terminal, [junit, markdown, ...pages]);
  if (!places.ok) return places;
  const made: MadeReport[] = [];
  for (const monitor of chosen.value) {
    const one = await runOne(session, monitor, choice);
    if (!one.report.ok && (choice.name !== null || session.job.signal.aborted)) return one.report;
    made.push(one);
  }
  const unwritten = await writeRecords(session, choice.keeping, made);
  return success({
    json: jsonOf(made, choice.name !== null),
    text: made.map(sectionOf).join('\n\n'),
    ...driftVerdict(made, choice.failOn, unwritten),
  });
}

async function chooseMonitors(session: Session, name: string | null): Promise<Result<readonly Monitor[]>> {
  const read = await session.services.monitors.list({ folder: session.terminal.folder }, session.job);
  if (!read.ok) return read;
  const { exists, monitors, problems } = read.value;
  if (problems.length > 0) return allMistakes(session, problems);
  if (!exists) return failure('not_found', `There is no ${MONITORS_FILE} here.`, { nextStep: 'Run this where it lies.' });
  const chosen = monitors.filter(monitor => name === null || monitor.name === name);
  if (chosen.length > 0) return success(chosen);
  if (name === null) return failure('not_found', `${MONITORS_FILE} has no monitors.`);
  const known = monitors.map(monitor => monitor.name).join(', ');
  return failure('not_found', `There is no monitor "${name}".`, {
    nextStep: known === '' ? `${MONITORS_FILE} has none.` : `There are: ${known}.`,
  });
}

/** Each mistake has a line of its own: the failure itself is one line only. */
function allMistakes({ terminal }: Session, problems: readonly MonitorProblem[]): Result<never> {
  const [first = '', ...others] = problems.map(({ line, message }) => `${MONITORS_FILE}, line ${line}: ${message}`);
  if (others.length === 0) return failure('invalid', first);
  for (const mistake of [first, ...others]) terminal.say(`${visible(mistake)}\n`);
  return failure('invalid', `${MONITORS_FILE} has ${problems.length} mistakes.`);
}

async function runOne(session: Session, { name, request }: Monitor, { keeping }: MonitorChoice): Promise<MadeReport> {
  const report = await computeMonitored(session, request);
  if (!report.ok) return { name, report };
  const html = pageOf(keeping, name);
  const title = `Drift of ${name}`;
  const kept = await keepReport(session, withoutAbsent({ save: keeping.save, html }), {
    kind: 'drift',
    model: report.value.model ?? null,
    monitor: name,
    report: report.value,
    title,
  });
  const logged = keeping.log || request.log === 'run' ? await logReport(session, report.value, { title, monitor: name }) : [];
  return { name, report, unkept: [...kept, ...logged] };
}

function pageOf({ html }: Keeping, monitor: string): string | undefined {
  return html?.replaceAll('{monitor}', monitor);
}

/** What a run logged is fetched first; the report still says where it is from. */
async function computeMonitored(session: Session, request: DriftRequest): Promise<Result<DriftReport>> {
  const reference = await readableSource(session, request.reference);
  if (!reference.ok) return reference;
  const current = await readableSource(session, request.current);
  if (!current.ok) return current;
  const made = await computeDrift(session, { ...request, reference: reference.value, current: current.value });
  return made.ok && made.value.made !== undefined ? success({ ...made.value, made: { ...made.value.made, request } }) : made;
}

export async function computeDrift(session: Session, request: DriftRequest): Promise<Result<DriftReport>> {
  return await withModels(session, request.model, resolveModel => session.services.drift(resolveModel).compute(request, session.job));
}

function jsonOf(made: readonly MadeReport[], isOne: boolean): unknown {
  const values = made.map(({ name, report, unkept = [] }) => ({
    monitor: name,
    report: report.ok ? printedReport(report.value) : undefined,
    failure: report.ok && unkept.length === 0 ? undefined : sentences(report.ok ? unkept : [report.failure]),
  }));
  return isOne ? values[0]?.report : values;
}

function sectionOf({ name, report, unkept = [] }: MadeReport): string {
  const said = report.ok ? driftText(report.value) : visible(failureSentence(report.failure));
  return [visible(name), said, ...(unkept.length === 0 ? [] : [visible(sentences(unkept))])].join('\n');
}

function sentences(failures: readonly Failure[]): string {
  return failures.map(failureSentence).join(' ');
}
