import { describe, expect, it, test } from 'vitest';
import { DETECTOR_NAMES, type DetectorName, readDetectorSetup } from '../../../src/domain/detectorParameters';

describe('the parameters of a detector', () => {
  it("have river's names and defaults", () => {
    expect(DETECTOR_NAMES.map(name => readDetectorSetup(name, {}))).toEqual(
      [
        { detector: 'adwin', parameters: { delta: 0.002, clock: 32, max_buckets: 5, min_window_length: 5, grace_period: 10 } },
        { detector: 'ddm', parameters: { warm_start: 30, warning_threshold: 2, drift_threshold: 3 } },
        { detector: 'eddm', parameters: { warm_start: 30, alpha: 0.95, beta: 0.9 } },
        { detector: 'hddm_a', parameters: { drift_confidence: 0.001, warning_confidence: 0.005, two_sided_test: false } },
        { detector: 'hddm_w', parameters: { drift_confidence: 0.001, warning_confidence: 0.005, lambda_val: 0.05, two_sided_test: false } },
        { detector: 'page_hinkley', parameters: { min_instances: 30, delta: 0.005, threshold: 50, alpha: 0.9999, mode: 'both' } },
        { detector: 'kswin', parameters: { alpha: 0.005, window_size: 100, stat_size: 30 } },
      ].map(setup => ({ ok: true, value: setup })),
    );
  });

  it('are read from their texts', () => {
    const texts = { two_sided_test: 'True', lambda_val: '5e-2', drift_confidence: ' 1 ' };
    expect(readDetectorSetup('hddm_w', texts)).toMatchObject({
      value: { parameters: { two_sided_test: true, lambda_val: 0.05, drift_confidence: 1, warning_confidence: 0.005 } },
    });
    expect(readDetectorSetup('page_hinkley', { mode: 'down', delta: '-1' })).toMatchObject({
      value: { parameters: { mode: 'down', delta: -1 } },
    });
  });

  test.each<[DetectorName, Record<string, string>, string]>([
    ['adwin', { foo: '1' }, 'adwin has no parameter "foo": it has delta, clock, max_buckets, min_window_length, grace_period.'],
    [
      'adwin',
      { constructor: '1' },
      'adwin has no parameter "constructor": it has delta, clock, max_buckets, min_window_length, grace_period.',
    ],
    ['adwin', { delta: '1' }, 'delta of adwin is a number above 0 and below 1, not "1".'],
    ['adwin', { delta: '' }, 'delta of adwin is a number above 0 and below 1, not "".'],
    ['adwin', { delta: 'NaN' }, 'delta of adwin is a number above 0 and below 1, not "NaN".'],
    ['adwin', { clock: '1.5' }, 'clock of adwin is a whole number from 1, not "1.5".'],
    ['adwin', { max_buckets: '1' }, 'max_buckets of adwin is a whole number from 2, not "1".'],
    ['adwin', { clock: '99999999999' }, 'clock of adwin is a whole number from 1, not "99999999999".'],
    ['page_hinkley', { delta: 'Infinity' }, 'delta of page_hinkley is a number, not "Infinity".'],
    ['page_hinkley', { mode: 'left' }, 'mode of page_hinkley is one of up, down, both, not "left".'],
    ['hddm_a', { two_sided_test: '1' }, 'two_sided_test of hddm_a is true or false, not "1".'],
    ['kswin', { alpha: '1.1' }, 'alpha of kswin is a number from 0 and up to 1, not "1.1".'],
    ['eddm', { alpha: '0.5' }, 'alpha of eddm, where it warns, is at least beta, where it detects.'],
    [
      'kswin',
      { window_size: '59' },
      'window_size of kswin is at least twice stat_size: the older part must hold a sample as large as the newer one.',
    ],
  ])('%s %j is refused', (detector, texts, message) => {
    expect(readDetectorSetup(detector, texts)).toEqual({ ok: false, failure: { reason: 'invalid', message } });
  });
});
