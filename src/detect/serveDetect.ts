import { type Handlers } from '../base/protocol';
import { success } from '../base/result';
import { type detectCalls, type DetectReport, type DetectService } from './contract';

const MOST_LISTED = 2_000;

/** Answers the calls about concept drift, with reports that are small enough for a page. */
export function createDetectHandlers(service: DetectService): Handlers<typeof detectCalls> {
  return {
    detect: async (request, job) => {
      const made = await service.detect(request, job);
      return made.ok ? success(shortened(made.value)) : made;
    },
    columns: ({ data }, job) => service.columns(data, job),
  };
}

/** The counts and the stream's shape still have everything. */
function shortened(report: DetectReport): DetectReport {
  const { detections, warnings, changes } = report;
  return {
    ...report,
    detections: detections.slice(0, MOST_LISTED),
    warnings: warnings.slice(0, MOST_LISTED),
    changes: changes.slice(0, MOST_LISTED),
  };
}
