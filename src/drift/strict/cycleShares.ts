import { fisherFSurvival } from '../../numeric/fisherFSurvival';
import { sum } from '../../numeric/sum';
import { type StrictVerdict } from '../contract';
import { type CycleTable, cycleVariation, placeTotals } from '../times/cycleVariation';
import { contingencyTest, type ContingencyResult } from './contingencyTest';
import { permutedCycles } from './permutedCycles';
import { sharesEffect } from './sharesEffect';
import { chiSquareStatistic } from './twoRowTable';

/** What the places of a cycle are called, and one whole cycle. */
export interface CycleWords {
  readonly name: string;
  readonly whole: string;
}

export interface TestedCycles {
  readonly result: ContingencyResult;
  readonly effect: StrictVerdict['effect'];
  /** How much more the cycles of a side differ than those of independent times: 1 is as much. */
  readonly dispersion: number;
}

/** From this dispersion on times come in bursts. */
const BURSTS = 1.5;
/** A burst that holds more of its side's times than this decides the shares, and comes or does not by chance. */
const DOMINATES = 0.2;

/**
 * "Do the times of both sides fall on other places of the cycle?" The test of homogeneity that categories have takes times
 * for independent; rows that come in bursts are not, and differ in their shares without any drift. So the difference of the
 * sides counts against that of the cycles within them: χ² over its dispersion, by the F distribution (McCullagh and Nelder
 * 1989, 4.5). Where times come in bursts, cycles are exchanged too. The largest p-value decides.
 * O(cycles × places), with bursts as often as there are rounds.
 */
export function cycleShares(
  { name, whole }: CycleWords,
  before: CycleTable,
  after: CycleTable,
): TestedCycles | { readonly reason: string } {
  const [reference, current] = [placeTotals(before), placeTotals(after)];
  const result = contingencyTest(reference, current);
  if (Number.isNaN(result.p)) return { reason: `its ${name} are too rare` };
  if (result.categories < 2) return { reason: `its ${name} are all one` };
  const effect = sharesEffect(`total variation of ${name}`, reference, current);
  const within = [before, after].map(cycleVariation);
  const degrees = sum(within.map(each => each.degrees));
  if (degrees === 0) return { reason: `one ${whole} on each side does not tell how much its ${name} differ anyway` };
  const dispersion = Math.max(1, sum(within.map(each => each.squares)) / degrees);
  const bySides = Math.max(result.p, dispersedP(reference, current, { dispersion, degrees }));
  if (dispersion <= BURSTS) return { result: { ...result, p: bySides }, effect, dispersion };
  if ([before, after].some(isDominated)) return { reason: `single bursts hold so much of a side that they decide its ${name}` };
  const p = Math.max(bySides, permutedCycles(before, after));
  return { result: { ...result, p, path: `${result.path}, over its dispersion, and exchanged cycles` }, effect, dispersion };
}

/** The p-value of χ² where whole cycles differ more than independent times would. */
function dispersedP(
  reference: readonly number[],
  current: readonly number[],
  { dispersion, degrees }: { readonly dispersion: number; readonly degrees: number },
): number {
  const places = reference.map((_, place) => place).filter(place => (reference[place] ?? 0) + (current[place] ?? 0) > 0);
  const counts = (side: readonly number[]): number[] => places.map(place => side[place] ?? 0);
  const own = places.length - 1;
  return fisherFSurvival(chiSquareStatistic(counts(reference), counts(current)) / own / dispersion, own, degrees);
}

/** Whether one place of one cycle holds more than a fifth of all times. */
function isDominated(table: CycleTable): boolean {
  const largest = table.reduce((most, row) => Math.max(most, ...row), 0);
  return largest > DOMINATES * sum(table.map(sum));
}
