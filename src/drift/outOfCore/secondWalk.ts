import { type DriftMethod } from '../../domain/driftMethod';
import { eppsSingletonOf } from '../../numeric/eppsSingleton';
import { histogramEdges } from '../../numeric/histogramEdges';
import { quantileAmong } from '../../numeric/pooledQuantile';
import { sturgesWidth } from '../../numeric/sturgesWidth';
import { TrigonometricSums } from '../../numeric/trigonometricMoments';
import { type CountTable } from '../countTest';
import { type TestOutcome } from '../driftTest';
import { eppsSingletonOutcome } from '../eppsSingletonTest';
import { hellingerTest } from '../hellingerTest';
import { type GroupVisitor } from './groupVisitor';
import { StreamedBins } from './streamedBins';
import { type StreamedGroups } from './streamedPair';

/** A walk that a first one makes possible, as it needs its figures. */
export interface SecondWalk {
  readonly visit: GroupVisitor;
  outcome(): TestOutcome;
  /** What was counted, of a test of counts that has a score. */
  table?(): CountTable;
}

/** The second walk that a test of numbers needs; null of a test that needs none, and of text. */
export function secondWalk(method: DriftMethod | null | undefined, groups: StreamedGroups): SecondWalk | null {
  if (groups.shape === null) return null;
  if (method === 'es') return eppsSingletonWalk(groups);
  return method === 'hellinger' ? hellingerWalk(groups, groups.shape) : null;
}

/** The bins are as many as Sturges' rule has for the number of distinct values. */
function hellingerWalk({ categories }: StreamedGroups, pooled: NonNullable<StreamedGroups['shape']>): SecondWalk {
  if (categories === null) throw new Error('Values were not counted.');
  const shape = { ...pooled, count: categories.distinct };
  const bins = new StreamedBins(histogramEdges(shape, sturgesWidth(shape)));
  const { edges, reference, current } = bins;
  const table = (): CountTable => ({ reference, current, ...(shape.storage === 'float32' ? { edges } : {}) });
  return {
    visit: (value, before, after) => bins.visit(Number(value), before, after),
    table,
    outcome: () => {
      if (edges.length === 0) return { reason: 'The numbers are too large to be put into bins.' };
      const score = hellingerTest.scoreCounts(table());
      return { score, inputs: [{ name: "Sturges' bins of the distinct values", value: edges.length - 1 }] };
    },
  };
}

/** The scale is by both sides' quartiles, the sums about each side's middle value. */
function eppsSingletonWalk({ picks, reference, current }: StreamedGroups): SecondWalk {
  if (picks === null) throw new Error('Values in the middle were not gathered.');
  const [n, m] = [reference.count, current.count];
  const quantile = (share: number): number => quantileAmong(place => picks.both.at(place), n + m, share);
  const t = 0.4 / ((quantile(0.75) - quantile(0.25)) / 2);
  const sums = [new TrigonometricSums(picks.reference.at(n >> 1), t), new TrigonometricSums(picks.current.at(m >> 1), t)] as const;
  return {
    visit: (value, before, after) => {
      if (before > 0) sums[0].visit(Number(value), before);
      if (after > 0) sums[1].visit(Number(value), after);
    },
    outcome: () =>
      eppsSingletonOutcome(Math.min(n, m), quantile, () =>
        eppsSingletonOf({ count: n, moments: sums[0].moments() }, { count: m, moments: sums[1].moments() }),
      ),
  };
}
