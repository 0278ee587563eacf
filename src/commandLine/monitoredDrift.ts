import { failure, type Result, success } from '../base/result';
import { type DriftReport, type DriftRequest, withoutPageData } from '../drift/contract';
import { type Monitor, MONITORS_FILE } from '../monitor/contract';
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
 * all a list of {monitor, report} or {monitor, failure}.
 */
export async function runMonitors(session: Session, choice: MonitorChoice): Promise<Result<Outcome>> {
  const chosen = await chooseMonitors(session, choice.name);
  if (!chosen.ok) return chosen;
  const made: MadeReport[] = [];
  for (const monitor of chosen.value) {
    const report = await runOne(session, monitor, choice);
    if (!report.ok && (choice.name !== null || session.job.signal.aborted)) return report;
    made.push({ name: monitor.name, report });
  }
  const written = await writeRecords(session, choice.keeping, made);
  if (!written.ok) return written;
  return success({
    json: jsonOf(made, choice.name !== null),
    text: made.map(sectionOf).join('\n\n'),
    ...driftVerdict(made, choice.failOn),
  });
}

async function chooseMonitors(session: Session, name: string | null): Promise<Result<readonly Monitor[]>> {
  const read = await session.services.monitors.list({ folder: session.terminal.folder }, session.job);
  if (!read.ok) return read;
  const { exists, monitors, problems } = read.value;
  const [problem] = problems;
  if (problem !== undefined) return failure('invalid', `${MONITORS_FILE}, line ${problem.line}: ${problem.message}`);
  if (!exists) return failure('not_found', `There is no ${MONITORS_FILE} here.`, { nextStep: 'Run this where it lies.' });
  const chosen = monitors.filter(monitor => name === null || monitor.name === name);
  if (chosen.length > 0) return success(chosen);
  if (name === null) return failure('not_found', `${MONITORS_FILE} has no monitors.`);
  const known = monitors.map(monitor => monitor.name).join(', ');
  return failure('not_found', `There is no monitor "${name}".`, {
    nextStep: known === '' ? `${MONITORS_FILE} has none.` : `There are: ${known}.`,
  });
}

async function runOne(session: Session, { name, request }: Monitor, { keeping }: MonitorChoice): Promise<Result<DriftReport>> {
  const made = await computeMonitored(session, request);
  if (!made.ok) return made;
  const { html, log, ...rest } = keeping;
  const title = `Drift of ${name}`;
  const kept = await keepReport(session, html === undefined ? rest : { ...rest, html: html.replaceAll('{monitor}', name) }, {
    kind: 'drift',
    model: made.value.model ?? null,
    monitor: name,
    report: made.value,
    title,
  });
  if (!kept.ok) return kept;
  const logged = log || request.log === 'run' ? await logReport(session, made.value, { title, monitor: name }) : kept;
  return logged.ok ? made : logged;
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
  const values = made.map(({ name, report }) =>
    report.ok ? { monitor: name, report: withoutPageData(report.value) } : { monitor: name, failure: report.failure.message },
  );
  return isOne ? values[0]?.report : values;
}

function sectionOf({ name, report }: MadeReport): string {
  return `${visible(name)}\n${report.ok ? driftText(report.value) : visible(report.failure.message)}`;
}
