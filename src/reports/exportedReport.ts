import { gzipSync } from 'node:zlib';
import { toReportJson } from './reportJson';

/** The largest exported page, all in. */
const LIMIT = 1_000_000;

/** The state that is embedded in an exported page. */
export interface EmbeddedState {
  readonly type: 'application/json' | 'application/gzip';
  /** JSON, or its gzip in base64. */
  readonly text: string;
}

/** The report with only its `detailed` most important parts whole. */
export type Lighten = (report: unknown, detailed: number) => unknown;

/**
 * The state as it fits an exported page: as plain JSON if there is room, else compressed, else without the detail of what
 * is least important, as much of it as fits. A report that cannot be made lighter is embedded whole.
 * @param taken bytes of the page without it.
 */
export function exportedReport(state: { readonly report: unknown }, taken: number, lighten: Lighten | undefined): EmbeddedState {
  const json = toReportJson(state);
  const room = LIMIT - taken;
  if (Buffer.byteLength(json) <= room) return { type: 'application/json', text: json };
  const whole = compressed(json);
  if (whole.text.length <= room || lighten === undefined) return whole;
  const withDetails = (detailed: number): EmbeddedState => compressed(toReportJson({ ...state, report: lighten(state.report, detailed) }));
  return mostThatFits(withDetails, room);
}

/** By halving: each try costs one compression, and there are at most eight. */
function mostThatFits(withDetails: (detailed: number) => EmbeddedState, room: number): EmbeddedState {
  let best = withDetails(0);
  let [fits, tooMany] = [0, 1024];
  while (tooMany - fits > 8) {
    const middle = Math.floor((fits + tooMany) / 2);
    const tried = withDetails(middle);
    if (tried.text.length <= room) [best, fits] = [tried, middle];
    else tooMany = middle;
  }
  return best;
}

function compressed(json: string): EmbeddedState {
  return { type: 'application/gzip', text: gzipSync(json, { level: 6 }).toString('base64') };
}
