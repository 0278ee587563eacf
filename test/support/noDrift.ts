import { type DriftMethod, driftMethods, isDrift } from '../../src/domain/driftMethod';
import { driftTests } from '../../src/drift/driftTests';
import { takeSample } from '../../src/drift/sample';
import { SamplePair } from '../../src/drift/samplePair';
import { samplingNoise } from '../../src/drift/samplingNoise';

/** A column of which both sides are drawn from one distribution. */
export interface NoDrift {
  readonly method: DriftMethod;
  readonly type: 'numeric' | 'categorical';
  readonly n1: number;
  readonly n2: number;
  readonly draw: () => number;
  readonly rounds: number;
}

/** Of all rounds, how many were above Evidently's threshold, how many within the noise, and how many both. */
export interface FalseAlarms {
  readonly alarms: number;
  readonly within: number;
  readonly alarmsWithin: number;
}

/** Draws both sides from one distribution, round after round, each with a noise of its own. */
export function falseAlarms({ method, type, n1, n2, draw, rounds }: NoDrift): FalseAlarms {
  let alarms = 0;
  let within = 0;
  let alarmsWithin = 0;
  for (let round = 0; round < rounds; round++) {
    const pair = new SamplePair(sampleOf(n1, draw), sampleOf(n2, draw), type);
    const outcome = driftTests.get(method)?.score(pair);
    const noise = samplingNoise(method, pair, 1000 + round);
    if (outcome === undefined || 'reason' in outcome || noise === null) throw new Error(`${method} has no score or no noise.`);
    const alarm = isDrift(method, outcome.score, driftMethods[method].threshold);
    const inside = noise.withinNoise(outcome.score);
    alarms += Number(alarm);
    within += Number(inside);
    alarmsWithin += Number(alarm && inside);
  }
  return { alarms: alarms / rounds, within: within / rounds, alarmsWithin: alarmsWithin / rounds };
}

function sampleOf(size: number, draw: () => number): ReturnType<typeof takeSample> {
  return takeSample({ name: 'x', storage: 'numbers', kind: 'double', values: Float64Array.from({ length: size }, draw), missing: 0 });
}
