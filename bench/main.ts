import { activationBench } from './activationBench';
import { type BenchResult } from './benchResult';
import { driftBench } from './driftBench';
import { driftScaleBench } from './driftScaleBench';
import { explainBench } from './explainBench';
import { sizeBench } from './sizeBench';
import { storeBench } from './storeBench';

/** `npm run bench [-- NAME…]`: prints one line a figure, and fails if a target is missed. */
const benches: Readonly<Record<string, () => Promise<BenchResult | readonly BenchResult[]>>> = {
  size: sizeBench,
  activation: activationBench,
  store: storeBench,
  drift: driftBench,
  driftScale: driftScaleBench,
  explain: explainBench,
};

async function main(): Promise<void> {
  const chosen = process.argv.slice(2);
  const results: BenchResult[] = [];
  for (const [name, bench] of Object.entries(benches)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    results.push(...[await bench()].flat());
  }
  for (const result of results) console.log(line(result));
  process.exitCode = results.every(result => result.met) ? 0 : 1;
}

function line({ name, ours, peer, peerIsLonger, unit, detail, target, met }: BenchResult): string {
  const than = peerIsLonger ? 'more than ' : '';
  const comparison = peer === null ? '' : `, peer ${than}${peer.toFixed(1)} ${unit} (${than}${(peer / ours).toFixed(1)} times ours)`;
  return `${met ? '✓' : '✗'} ${name}: ${ours.toFixed(1)} ${unit}${comparison}${detail === undefined ? '' : ` (${detail})`}; target: ${target}`;
}

void main();
