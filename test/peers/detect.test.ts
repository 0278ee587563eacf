import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { DETECTOR_NAMES, type DetectorName, readDetectorSetup, WARNING_DETECTORS } from '../../src/domain/detectorParameters';
import { detectChanges } from '../../src/detect/detectors/detectChanges';
import { SeededRandom } from '../../src/numeric/seededRandom';
import { peersPython } from '../support/peersPython';

/** Detections and warnings of all detectors on many random streams, against the real river. */

interface Request {
  readonly detector: DetectorName;
  readonly parameters: Readonly<Record<string, number | boolean | string>>;
  readonly seed: number;
  readonly values: readonly (number | null)[];
}

interface Found {
  readonly detections: readonly number[];
  readonly warnings: readonly number[];
}

const STREAMS = 20;
const script = fileURLToPath(new URL('detect_peer.py', import.meta.url));

/** Parameters of each detector that are tried, its defaults first. */
const VARIATIONS: Readonly<Record<DetectorName, readonly Request['parameters'][]>> = {
  adwin: [
    {},
    { clock: 1 },
    { delta: 0.1, clock: 7, max_buckets: 2 },
    { min_window_length: 20, grace_period: 100 },
    { delta: 0.5, max_buckets: 9 },
  ],
  ddm: [{}, { warm_start: 0 }, { warm_start: 100, warning_threshold: 1, drift_threshold: 2 }, { warning_threshold: 3, drift_threshold: 2 }],
  eddm: [{}, { alpha: 0.8, beta: 0.75 }, { warm_start: 5, alpha: 1, beta: 0.95 }, { warm_start: 0 }],
  hddm_a: [
    {},
    { two_sided_test: true },
    { drift_confidence: 0.05, warning_confidence: 0.3, two_sided_test: true },
    { drift_confidence: 1 },
  ],
  hddm_w: [
    {},
    { two_sided_test: true },
    { lambda_val: 0.3, drift_confidence: 0.01, warning_confidence: 0.1 },
    { lambda_val: 0.01, two_sided_test: true },
  ],
  page_hinkley: [
    {},
    { mode: 'up', threshold: 5 },
    { mode: 'down', threshold: 5, alpha: 0.99 },
    { threshold: 10, delta: 0.1, min_instances: 5 },
  ],
  kswin: [
    {},
    { alpha: 0.0001 },
    { window_size: 300, stat_size: 30 },
    { alpha: 0.05, window_size: 60, stat_size: 20 },
    { window_size: 41, stat_size: 5, alpha: 0.3 },
  ],
};

/** Errors whose rate changes at random rows; of other detectors also losses, steps, trends and ties. Some values are missing. */
function stream(detector: DetectorName, seed: number): (number | null)[] {
  const random = new SeededRandom(seed * 1000 + DETECTOR_NAMES.indexOf(detector));
  const share = (): number => random.uint32() / 2 ** 32;
  const parts = 1 + random.upTo(4);
  const kind = WARNING_DETECTORS.includes(detector) ? (detector.startsWith('hddm') ? seed % 2 : 0) : seed % 5;
  return Array.from({ length: parts }).flatMap(() => {
    const level = share();
    // SciPy's test takes a millisecond a row.
    const rows = detector === 'kswin' ? 100 + random.upTo(300) : 200 + random.upTo(1200);
    return Array.from({ length: rows }, (_, row): number | null =>
      share() < 0.02 ? null : draw(kind, { level, share, part: row / rows }),
    );
  });
}

/** @param part how much of this level has passed, for a trend. */
function draw(kind: number, { level, share, part }: { level: number; share: () => number; part: number }): number {
  const error = share() < level ? 1 : 0;
  if (kind === 1) return share() * level;
  if (kind === 2) return Math.round(20 * (level + share())) - 10;
  if (kind === 3) return 1e6 * level * part + 1e5 * Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share());
  return kind === 4 ? 1000 + error / 10 : error;
}

const requests = DETECTOR_NAMES.flatMap(detector =>
  Array.from({ length: STREAMS }, (_, seed) => stream(detector, seed)).flatMap((values, seed) =>
    VARIATIONS[detector].map((parameters): Request => ({ detector, parameters, seed, values })),
  ),
);

function ours({ detector, parameters, seed, values }: Request): Found {
  const texts = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
  const setup = readDetectorSetup(detector, texts);
  if (!setup.ok) throw new Error(setup.failure.message);
  const found = detectChanges({ values: Float64Array.from(values, value => value ?? NaN), setup: setup.value, seed });
  if (found.ok) return found.value;
  // Too short a stream: river says nothing of it, we say that.
  if (/too few/.test(found.failure.message)) return { detections: [], warnings: [] };
  throw new Error(found.failure.message);
}

describe('concept drift against river', () => {
  let theirs: readonly Found[] = [];
  beforeAll(() => {
    const run = spawnSync(peersPython(), [script], { input: JSON.stringify(requests), encoding: 'utf8', maxBuffer: 1 << 28 });
    if (run.status !== 0) throw new Error(run.stderr);
    theirs = JSON.parse(run.stdout) as Found[];
  }, 600_000);

  it.each(DETECTOR_NAMES)('%s: the same detections and warnings, row by row', detector => {
    const own = requests.flatMap((request, k) => (request.detector === detector ? [{ request, expected: theirs[k] }] : []));
    expect(own.length).toBe(STREAMS * VARIATIONS[detector].length);
    for (const { request, expected } of own) {
      const { detections, warnings } = ours(request);
      expect({ detections, warnings }, `stream ${request.seed}, ${JSON.stringify(request.parameters)}`).toEqual(expected);
    }
    const detected = own.reduce((sum, { expected }) => sum + (expected?.detections.length ?? 0), 0);
    const warned = own.reduce((sum, { expected }) => sum + (expected?.warnings.length ?? 0), 0);
    console.log(`${detector}: ${STREAMS} streams, ${own.length} runs, ${detected} detections, ${warned} warnings`);
    expect(detected).toBeGreaterThan(STREAMS);
    expect(warned > 0).toBe(WARNING_DETECTORS.includes(detector));
  });
});
