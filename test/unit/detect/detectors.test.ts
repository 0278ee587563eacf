import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { DETECTOR_NAMES, type DetectorName, readDetectorSetup, WARNING_DETECTORS } from '../../../src/domain/detectorParameters';
import { detectChanges, type StreamFindings } from '../../../src/detect/detectors/detectChanges';
import { SeededRandom } from '../../../src/numeric/seededRandom';
import { value } from '../data/tables';

interface Golden {
  readonly streams: Readonly<Record<string, readonly number[]>>;
  readonly cases: readonly {
    readonly stream: string;
    readonly detector: DetectorName;
    readonly parameters: Readonly<Record<string, unknown>>;
    readonly seed: number;
    readonly published: readonly number[] | null;
    readonly detections: readonly number[];
    readonly warnings: readonly number[];
  }[];
}

const golden = JSON.parse(readFileSync(new URL('../../golden/detect/detect_golden.json', import.meta.url), 'utf8')) as Golden;

/** What a detector with these parameters says of a stream. */
function watch(
  detector: DetectorName,
  values: readonly number[],
  parameters: Readonly<Record<string, unknown>> = {},
  seed = 42,
): StreamFindings {
  const texts = Object.fromEntries(Object.entries(parameters).map(([name, each]) => [name, String(each)]));
  const setup = value(readDetectorSetup(detector, texts));
  return value(detectChanges({ values: Float64Array.from(values), setup, seed }));
}

type Parts = readonly (readonly [rows: number, rate: number])[];

/** Parameters under which thousands of steady values raise no alarm: with its defaults a detector may err. */
const CALM: Readonly<Partial<Record<DetectorName, Readonly<Record<string, number>>>>> = {
  ddm: { warm_start: 300, drift_threshold: 4 },
  kswin: { alpha: 1e-6 },
};

/** 0 and 1 with one rate of errors up to a row and another after it. */
function errors(seed: number, parts: Parts): number[] {
  const random = new SeededRandom(seed);
  return parts.flatMap(([rows, rate]) => Array.from({ length: rows }, () => (random.uint32() / 2 ** 32 < rate ? 1 : 0)));
}

describe('river 0.26.1', () => {
  test.each(golden.cases)('$detector $parameters on $stream', ({ stream, detector, parameters, seed, published, detections, warnings }) => {
    const found = watch(detector, golden.streams[stream] ?? [], parameters, seed);
    expect(found.detections).toEqual(published ?? detections);
    expect(found.detections).toEqual(detections);
    expect(found.warnings).toEqual(warnings);
  });

  it('is held by every detector', () => {
    expect(new Set(golden.cases.map(({ detector }) => detector))).toEqual(new Set(DETECTOR_NAMES));
  });
});

// EDDM's level falls by chance too: what it says of random errors is held by river's numbers.
it.each(DETECTOR_NAMES.filter(name => name !== 'eddm'))('%s finds a great change soon after it and nothing before', detector => {
  for (const seed of [1, 2, 3]) {
    const change: Parts = [
      [3000, 0.1],
      [1000, 0.9],
    ];
    const { detections } = watch(detector, errors(seed, change), CALM[detector]);
    expect(detections[0]).toBeGreaterThanOrEqual(3000);
    expect(detections[0]).toBeLessThan(3600);
  }
});

describe.each(DETECTOR_NAMES)('%s', detector => {
  it('begins anew after a detection: what follows is what a fresh detector says of the rest', () => {
    const values = errors(7, [
      [800, 0.1],
      [1500, 0.8],
      [1500, 0.2],
      [1500, 0.9],
    ]);
    const all = watch(detector, values);
    const [first = 0] = all.detections;
    const rest = watch(detector, values.slice(first + 1));
    expect(all.detections.slice(1)).toEqual(rest.detections.map(row => row + first + 1));
    expect(all.warnings.filter(row => row > first)).toEqual(rest.warnings.map(row => row + first + 1));
  });

  it('does not see missing and infinite values, and rows stay those of the file', () => {
    const values = errors(5, [
      [1000, 0.1],
      [1000, 0.9],
    ]);
    const whole = watch(detector, values);
    const holes = values.flatMap((each, row) => (row % 3 === 0 ? [NaN, each] : row % 7 === 0 ? [Infinity, each] : [each]));
    const rows = holes.flatMap((each, row) => (Number.isFinite(each) ? [row] : []));
    const found = watch(detector, holes);
    expect(found.skipped).toBe(holes.length - values.length);
    expect(found.detections).toEqual(whole.detections.map(row => rows[row]));
    expect(found.warnings).toEqual(whole.warnings.map(row => rows[row]));
  });

  it('warns only if river does', () => {
    const { warnings } = watch(
      detector,
      errors(4, [
        [1000, 0.1],
        [1000, 0.5],
      ]),
    );
    expect(warnings.length > 0).toBe(WARNING_DETECTORS.includes(detector));
  });

  it('says that too few values are too few', () => {
    const setup = value(readDetectorSetup(detector, {}));
    const told = detectChanges({ values: Float64Array.of(1), setup, seed: 42 });
    expect(told).toMatchObject({ ok: false, failure: { reason: 'invalid' } });
    expect(told.ok ? '' : told.failure.message).toMatch(/^Whether there is a change cannot be said: one value is too few/);
  });

  it('finds nothing in a constant stream', () => {
    expect(watch(detector, new Array<number>(2000).fill(1)).detections).toEqual([]);
  });
});

describe('the shape of a stream', () => {
  const cell = fc.oneof({ weight: 9, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) }, { weight: 1, arbitrary: fc.constant(NaN) });

  it('has the extremes, means and counts of its rows', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 20, maxLength: 5000, size: 'max' }), values => {
        fc.pre(values.filter(Number.isFinite).length > 1);
        const { stream, detections, warnings, changes } = watch('hddm_a', values, { drift_confidence: 0.5, warning_confidence: 0.9 });
        expect(stream.least.length).toBe(Math.ceil(values.length / stream.rowsEach));
        expect(stream.least.length).toBeLessThanOrEqual(1200);
        for (const [k, least] of stream.least.entries()) {
          const own = values.slice(k * stream.rowsEach, (k + 1) * stream.rowsEach).filter(Number.isFinite);
          expect(least).toBe(own.length === 0 ? null : Math.min(...own));
          expect(stream.greatest[k]).toBe(own.length === 0 ? null : Math.max(...own));
          if (own.length > 0) expect(stream.mean[k]).toBeCloseTo(own.reduce((sum, each) => sum + each, 0) / own.length, 9);
        }
        const counted = (rows: readonly number[]): number[] =>
          stream.least.map((_, k) => rows.filter(row => Math.floor(row / stream.rowsEach) === k).length);
        expect(stream.detections).toEqual(counted(detections));
        expect(stream.warnings).toEqual(counted(warnings));
        expect(changes.map(({ row }) => row)).toEqual(detections);
      }),
      { numRuns: 40 },
    );
  });

  it('tells each change by the values on both sides', () => {
    const values = [...new Array<number>(640).fill(1), NaN, ...new Array<number>(319).fill(9)];
    const { changes, stream } = watch('adwin', values);
    expect(changes).toEqual([
      {
        row: 672,
        value: 9,
        firstWarning: null,
        before: { values: 672, mean: expect.closeTo(1.381, 3) as number },
        after: { values: 287, mean: 9 },
      },
    ]);
    expect(stream.rowsEach).toBe(1);
    expect(stream.meanSince[673]).toBe(9);
  });
});

describe('values that a detector is not made for', () => {
  test.each<[DetectorName, number, string]>([
    ['ddm', 0.5, 'ddm takes errors, 1, and right answers, 0; row 2 holds 0.5.'],
    ['eddm', 2, 'eddm takes errors, 1, and right answers, 0; row 2 holds 2.'],
    ['hddm_a', -0.1, 'hddm_a takes values from 0 to 1; row 2 holds -0.1.'],
    ['hddm_w', 1.5, 'hddm_w takes values from 0 to 1; row 2 holds 1.5.'],
  ])('%s refuses %d', (detector, wrong, message) => {
    const setup = value(readDetectorSetup(detector, {}));
    const values = Float64Array.of(0, 1, wrong, ...new Array<number>(100).fill(0));
    expect(detectChanges({ values, setup, seed: 0 })).toMatchObject({ failure: { reason: 'invalid', message } });
  });
});

it('takes a million values in a few seconds', () => {
  const random = new SeededRandom(11);
  const values = Float64Array.from({ length: 1_000_000 }, (_, row) => random.uint32() / 2 ** 32 + Math.floor(row / 250_000) / 10);
  const started = performance.now();
  const found = value(detectChanges({ values, setup: value(readDetectorSetup('adwin', {})), seed: 0 }));
  const took = performance.now() - started;
  console.log(`1,000,000 values through ADWIN in ${took.toFixed(0)} ms, ${found.detections.length} detections`);
  expect(found.detections.length).toBeGreaterThanOrEqual(3);
  expect(took).toBeLessThan(3000);
});
