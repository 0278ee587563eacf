import { failure, type Result, success } from '../base/result';

/** A value that a parameter may have: how its text is read, and what is legal in words. */
interface ParameterRule<T> {
  readonly default: T;
  readonly legal: string;
  /** Null: not legal. */
  readonly read: (text: string) => T | null;
}

/** The detectors of concept drift by the names of the command line, each with its parameters by river's names and with river's defaults. */
export const detectorParameters = {
  adwin: {
    delta: number(0.002, { above: 0, below: 1 }),
    clock: whole(32, 1),
    max_buckets: whole(5, 2),
    min_window_length: whole(5, 1),
    grace_period: whole(10, 0),
  },
  ddm: {
    warm_start: whole(30, 0),
    warning_threshold: number(2, { above: 0 }),
    drift_threshold: number(3, { above: 0 }),
  },
  eddm: {
    warm_start: whole(30, 0),
    alpha: number(0.95, { above: 0, most: 1 }),
    beta: number(0.9, { above: 0, most: 1 }),
  },
  hddm_a: {
    drift_confidence: number(0.001, { above: 0, most: 1 }),
    warning_confidence: number(0.005, { above: 0, most: 1 }),
    two_sided_test: flag(false),
  },
  hddm_w: {
    drift_confidence: number(0.001, { above: 0, most: 1 }),
    warning_confidence: number(0.005, { above: 0, most: 1 }),
    lambda_val: number(0.05, { least: 0, most: 1 }),
    two_sided_test: flag(false),
  },
  page_hinkley: {
    min_instances: whole(30, 0),
    delta: number(0.005, {}),
    threshold: number(50, { least: 0 }),
    alpha: number(0.9999, { above: 0, most: 1 }),
    mode: oneOf('both', ['up', 'down', 'both']),
  },
  kswin: {
    alpha: number(0.005, { least: 0, most: 1 }),
    window_size: whole(100, 2),
    stat_size: whole(30, 1),
  },
} as const;

export type DetectorName = keyof typeof detectorParameters;

/** The values of all parameters of a detector. */
export type DetectorParameters<Name extends DetectorName> = {
  readonly [Key in keyof (typeof detectorParameters)[Name]]: (typeof detectorParameters)[Name][Key] extends ParameterRule<infer T>
    ? T
    : never;
};

/** A detector with its parameters. */
export type DetectorSetup = {
  [Name in DetectorName]: { readonly detector: Name; readonly parameters: DetectorParameters<Name> };
}[DetectorName];

export const DETECTOR_NAMES = Object.keys(detectorParameters) as readonly DetectorName[];

/** The release of river whose detections and warnings ours are. */
export const RIVER_VERSION = '0.26.1';

/** The detectors that warn before they detect; the others detect only. */
export const WARNING_DETECTORS: readonly DetectorName[] = ['ddm', 'eddm', 'hddm_a', 'hddm_w'];

/** The only detector that draws at random: a seed is its alone. */
export const SEEDED_DETECTOR: DetectorName = 'kswin';

/**
 * A detector's parameters from their texts; those that are not given have river's defaults. A failure names the legal
 * parameters or values.
 */
export function readDetectorSetup(detector: DetectorName, texts: Readonly<Record<string, string>>): Result<DetectorSetup> {
  const rules: Readonly<Record<string, ParameterRule<unknown>>> = detectorParameters[detector];
  const unknown = Object.keys(texts).find(name => !Object.hasOwn(rules, name));
  if (unknown !== undefined)
    return failure('invalid', `${detector} has no parameter "${unknown}": it has ${Object.keys(rules).join(', ')}.`);
  const values: Record<string, unknown> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const text = texts[name];
    const value = text === undefined ? rule.default : rule.read(text.trim());
    if (value === null) return failure('invalid', `${name} of ${detector} is ${rule.legal}, not "${text}".`);
    values[name] = value;
  }
  const setup = { detector, parameters: values } as DetectorSetup;
  const conflict = conflictIn(setup);
  return conflict === null ? success(setup) : failure('invalid', conflict);
}

function conflictIn(setup: DetectorSetup): string | null {
  if (setup.detector === 'eddm' && setup.parameters.alpha < setup.parameters.beta)
    return 'alpha of eddm, where it warns, is at least beta, where it detects.';
  if (setup.detector === 'kswin' && setup.parameters.window_size < 2 * setup.parameters.stat_size)
    return 'window_size of kswin is at least twice stat_size: the older part must hold a sample as large as the newer one.';
  return null;
}

interface Range {
  readonly above?: number;
  readonly below?: number;
  readonly least?: number;
  readonly most?: number;
}

function number(byDefault: number, range: Range): ParameterRule<number> {
  const { above = -Infinity, below = Infinity, least = -Infinity, most = Infinity } = range;
  const ends = [
    range.above !== undefined && `above ${above}`,
    range.least !== undefined && `from ${least}`,
    range.below !== undefined && `below ${below}`,
    range.most !== undefined && `up to ${most}`,
  ].filter(end => end !== false);
  return {
    default: byDefault,
    legal: ['a number', ends.join(' and ')].filter(part => part !== '').join(' '),
    read: text => {
      const value = Number(text);
      const fits = value > above && value < below && value >= least && value <= most;
      return text !== '' && Number.isFinite(value) && fits ? value : null;
    },
  };
}

function whole(byDefault: number, least: number): ParameterRule<number> {
  return {
    default: byDefault,
    legal: `a whole number from ${least}`,
    read: text => (/^\d+$/.test(text) && Number(text) >= least && Number(text) < 2 ** 31 ? Number(text) : null),
  };
}

function flag(byDefault: boolean): ParameterRule<boolean> {
  return {
    default: byDefault,
    legal: 'true or false',
    read: text => (/^true$/i.test(text) ? true : /^false$/i.test(text) ? false : null),
  };
}

function oneOf<const T extends string>(byDefault: T, choices: readonly T[]): ParameterRule<T> {
  return { default: byDefault, legal: `one of ${choices.join(', ')}`, read: text => choices.find(choice => choice === text) ?? null };
}
