import { type Failure } from '../base/result';
import { type DriftReport } from '../drift/contract';
import { type Session } from './command';
import { flag } from './options';
import { visible } from './plainText';

export const logOptions = {
  'log-to-run': flag("Log the report to the run of the model's version, as JSON and HTML below model-ops/drift/ of its artifacts."),
};

/**
 * Logs a drift report to the run of the version that it is about, and says where it is.
 * @returns what failed, as `keepReport` does.
 */
export async function logReport(
  session: Session,
  report: DriftReport,
  { title, monitor }: { readonly title: string; readonly monitor: string | null },
): Promise<readonly Failure[]> {
  const { services, job, terminal } = session;
  const made = { kind: 'drift', report, title, model: report.model ?? null, monitor, at: report.made?.at ?? Date.now() } as const;
  const logged = await session.withStore(store => services.logReport(store)(made, job));
  if (!logged.ok) return [logged.failure];
  terminal.say(`Logged to run ${visible(logged.value.runId)} as ${logged.value.paths.map(visible).join(' and ')}\n`);
  return [];
}
