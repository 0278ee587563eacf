import { type Engine } from '../../workbench/engineProcess';
import { reportCalls, type ReportMaker } from '../contract';

/** A report as its page is given it: a message may have 2 MB. Whole if the engine cannot be asked. */
export async function lightReport<Request, Report>(engine: Engine, maker: ReportMaker<Request, Report>, report: Report): Promise<Report> {
  if (maker.parts === undefined) return report;
  const light = await engine.ask(reportCalls.light, { kind: maker.kind, report });
  // The engine leaves parts out and adds nothing of another type.
  return light.ok ? (light.value as Report) : report;
}
