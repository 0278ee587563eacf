import { type DriftMethod } from '../../domain/driftMethod';
import { doaneWidth } from '../../numeric/doaneWidth';
import { histogramEdges, type SampleShape } from '../../numeric/histogramEdges';
import { DivergenceSum } from '../../numeric/jensenShannonDistance';
import { RankSums, type RankStatistics } from '../../numeric/rankSums';
import { type SortedDistances } from '../../numeric/sortedDistances';
import { type CentralMoments } from '../../numeric/sortedMoments';
import { sturgesWidth } from '../../numeric/sturgesWidth';
import { type CategoryCounts } from '../categoryCounts';
import { qualityOf } from '../columnQuality';
import { type Distribution, type NumberSummary } from '../../domain/distribution';
import { type ColumnQuality } from '../../domain/columnQuality';
import { type CountTable, type CountTest, isCountTest } from '../countTest';
import { type TestOutcome } from '../driftTest';
import { driftTests } from '../driftTests';
import { VALUES_WITHOUT_BINS } from '../binnedCounts';
import { labelOf } from '../distribution';
import { infinitiesOf, type KeptInfinities } from '../legacyInfinities';
import { noisePlaces } from '../noisePlaces';
import { type Sample } from '../sample';
import { SamplePair } from '../samplePair';
import { heldEnds, heldValues } from './heldGroups';
import { OrderPicks, quartilePlaces } from './orderPicks';
import { StreamedBins } from './streamedBins';
import { StreamedCategories } from './streamedCategories';
import { StreamedDistances } from './streamedDistances';
import { type StreamedSide } from './streamedSide';

/** Tests that need every value, not only how often each occurs. */
const NEEDS_VALUES: ReadonlySet<DriftMethod> = new Set<DriftMethod>(['empirical_mmd', 'perc_text_content_drift', 'abs_text_content_drift']);
/** Tests of counts over the bins that `binnedCounts` makes. */
const BINNED: ReadonlySet<DriftMethod> = new Set<DriftMethod>(['jensenshannon', 'psi', 'kl_div']);
/** Tests that ask which the values are, not only how often each occurs. */
const NEEDS_NAMES: ReadonlySet<DriftMethod> = new Set<DriftMethod>(['z', 'fisher_exact']);
/** Tests that read the distribution functions, and those that read ranks: no value's count needs to be held. */
const IN_PASSING: ReadonlySet<DriftMethod> = new Set<DriftMethod>([
  'ks',
  'wasserstein',
  'ed',
  'anderson',
  'cramer_von_mises',
  'mannw',
  't_test',
]);

/** What both sides' groups are gathered into while they pass by. */
export class StreamedGroups {
  readonly distances: StreamedDistances;
  readonly categories = new StreamedCategories();
  readonly divergence: DivergenceSum;
  /** For the tests that are built on ranks; null for text, and where none is asked for. */
  readonly ranks: RankSums | null;
  /** Sturges' bins for the Jensen–Shannon distance, Doane's for the chart; null for text. */
  readonly bins: { readonly sturges: StreamedBins; readonly doane: StreamedBins } | null;
  /** Of both sides together; null for text. */
  readonly shape: SampleShape | null;
  /** Values that the Epps–Singleton test starts from, and those of both sides that noise rests on. */
  readonly picks: { readonly both: OrderPicks; readonly reference: OrderPicks; readonly current: OrderPicks };
  /** What came of second walks, and what they counted. */
  readonly again = new Map<DriftMethod, TestOutcome>();
  readonly countedAgain = new Map<DriftMethod, CountTable>();

  constructor(
    readonly reference: StreamedSide,
    readonly current: StreamedSide,
    withRanks: boolean,
    withNoise = false,
  ) {
    this.ranks = withRanks ? new RankSums(reference.count, current.count) : null;
    this.distances = new StreamedDistances({ reference: reference.count, current: current.count });
    this.divergence = new DivergenceSum(reference.count, current.count);
    this.shape = shapeOf(reference, current);
    this.bins = binsFor(reference, current);
    const [n, m] = [reference.count, current.count];
    const places = [...quartilePlaces(n + m), ...(withNoise ? noisePlaces(n, m) : [])];
    this.picks = { both: new OrderPicks(places), reference: new OrderPicks([n >> 1]), current: new OrderPicks([m >> 1]) };
  }

  readonly visit = (value: number | string, reference: number, current: number): void => {
    this.reference.visit(value, reference);
    this.current.visit(value, current);
    this.categories.visit(value, reference, current);
    this.divergence.add(reference, current);
    if (typeof value !== 'number') return;
    this.distances.visit(value, reference, current);
    this.ranks?.visit(value, reference, current);
    this.picks.both.visit(value, reference + current);
    if (reference > 0) this.picks.reference.visit(value, reference);
    if (current > 0) this.picks.current.visit(value, current);
    this.bins?.sturges.visit(value, reference, current);
    this.bins?.doane.visit(value, reference, current);
  };
}

/** Both sides of a column that was never in memory. Its samples have counts and moments, but no values. */
export class StreamedPair extends SamplePair {
  constructor(
    private readonly groups: StreamedGroups,
    type: SamplePair['type'],
  ) {
    super(sampleOf(groups.reference), sampleOf(groups.current), type);
  }

  override distances(): SortedDistances {
    return this.groups.distances.result();
  }

  override counts(): CategoryCounts {
    const counts = this.groups.categories.counts();
    if (counts === null) throw new Error('There are too many categories to be held.');
    return counts;
  }

  override tallies(): CountTable {
    return this.groups.categories.tallies();
  }

  override distinct(): number {
    return this.groups.categories.distinct;
  }

  override ranks(): RankStatistics {
    const { ranks } = this.groups;
    if (ranks === null) throw new Error('Ranks were not gathered.');
    return ranks.statistics();
  }

  override uncounted(method: DriftMethod): { readonly reason: string } | null {
    const { categories } = this.groups;
    if (categories.counts() !== null) return null;
    return { reason: `There are ${categories.distinct} distinct values, too many for the test ${method}.` };
  }

  override pooledAt(places: ArrayLike<number>): Float64Array {
    const { categories, picks } = this.groups;
    const counts = categories.counts();
    return counts === null ? Float64Array.from(places, place => picks.both.at(place)) : heldValues(counts, places);
  }

  override endsOfTies(most: number): Int32Array | null {
    const { reference, current } = this;
    if (Math.max(reference.unique, current.unique, this.distinct() - 1) > most) return null;
    return heldEnds(this.counts());
  }

  override table(test: CountTest): CountTable | { readonly reason: string } {
    const again = this.type === 'numeric' ? this.groups.countedAgain.get(test.method) : undefined;
    const bins = BINNED.has(test.method) ? this.binned() : null;
    return again ?? bins ?? test.table(this);
  }

  override scored(method: DriftMethod): TestOutcome | null {
    const { categories, divergence } = this.groups;
    const bins = this.binned();
    const again = this.type === 'numeric' ? this.groups.again.get(method) : undefined;
    if (again !== undefined) return again;
    if (NEEDS_VALUES.has(method))
      return {
        reason: `The column is beyond the memory limit, and the test ${method} needs its values in memory. ${method === 'empirical_mmd' ? 'Choose ks, wasserstein or ed, which do not, or filter the rows.' : 'Raise the limit, or filter the rows.'}`,
      };
    if (IN_PASSING.has(method)) return null;
    const test = driftTests.get(method);
    if (bins !== null && BINNED.has(method) && test !== undefined && isCountTest(test)) return scoreOfBins(test, bins);
    if (method === 'jensenshannon')
      return { score: divergence.distance(), inputs: [{ name: 'distinct values', value: categories.distinct }] };
    return NEEDS_NAMES.has(method) ? this.uncounted(method) : null;
  }

  /** Evidently's bins of a column of numbers, as `binnedCounts` has them; null where values are compared one by one. */
  private binned(): StreamedBins | null {
    const { bins } = this.groups;
    return this.type === 'numeric' && bins !== null && this.reference.unique > VALUES_WITHOUT_BINS ? bins.sturges : null;
  }

  override distribution(): Distribution | undefined {
    if (this.type === 'text') return undefined;
    const { reference, current, bins, categories } = this.groups;
    if (this.type !== 'numeric' || bins === null) return categories.distribution(key => labelOf(key, this.reference, this.current));
    if (!bins.doane.edges.every(Number.isFinite)) return undefined;
    return {
      kind: 'numeric',
      edges: bins.doane.edges,
      reference: bins.doane.reference,
      current: bins.doane.current,
      summary: { reference: summaryOf(reference), current: summaryOf(current) },
    };
  }
}

function scoreOfBins(test: CountTest, bins: StreamedBins): TestOutcome {
  if (bins.edges.length === 0) return { reason: 'The numbers are too large to be put into bins.' };
  return { score: test.scoreCounts(bins), inputs: [{ name: "Sturges' bins", value: bins.reference.length }] };
}

/** What one side is like, from what was gathered. @param kept infinite values that are among it as finite ones */
export function streamedQuality(side: StreamedSide, kept: KeptInfinities['reference']): ColumnQuality {
  const sample = sampleOf(side);
  const { commonest, zeros } = side;
  return qualityOf(sample, infinitiesOf(kept), { commonest, zeros: sample.storage === 'numbers' && sample.boolean ? 0 : zeros });
}

function shapeOf(reference: StreamedSide, current: StreamedSide): SampleShape | null {
  const [before, after] = [reference.survey.numbers, current.survey.numbers];
  if (before === null || after === null) return null;
  return {
    count: before.count + after.count,
    minimum: Math.min(before.minimum, after.minimum),
    maximum: Math.max(before.maximum, after.maximum),
    storage: reference.numberStorage === current.numberStorage ? reference.numberStorage : 'double',
  };
}

function binsFor(reference: StreamedSide, current: StreamedSide): StreamedGroups['bins'] {
  const [before, after] = [reference.survey.numbers, current.survey.numbers];
  const shape = shapeOf(reference, current);
  if (before === null || after === null || shape === null) return null;
  const doane = histogramEdges(shape, doaneWidth([before, after], shape));
  return { sturges: new StreamedBins(histogramEdges(shape, sturgesWidth(shape))), doane: new StreamedBins(doane) };
}

function summaryOf(side: StreamedSide): NumberSummary | null {
  const { mean, deviation } = momentsOf(side);
  if (!Number.isFinite(mean) || !Number.isFinite(deviation)) return null;
  return { mean, standardDeviation: deviation, quantiles: side.quantileValues() };
}

function momentsOf({ survey: { numbers } }: StreamedSide): CentralMoments & { readonly deviation: number } {
  if (numbers === null) return { count: 0, mean: 0, squares: 0, cubes: 0, deviation: 0 };
  const { count, mean, squares, cubes } = numbers;
  return { count, mean, squares, cubes, deviation: Math.sqrt(squares / count) };
}

/** A sample without its values: what tests ask of them was gathered already. */
function sampleOf(side: StreamedSide): Sample {
  const { survey, rows, count, unique } = side;
  const { empty, missing, infinite } = survey;
  const counts = { rows, missing, count, unique, infinite: infinite.positive + infinite.negative };
  const infinities = Math.min(1, infinite.positive) + Math.min(1, infinite.negative);
  if (empty.storage === 'codes')
    return { ...counts, storage: 'codes', uniqueBeforeCleaning: unique, counts: new Map(), codes: empty.codes, categories: [] };
  return {
    ...counts,
    storage: 'numbers',
    uniqueBeforeCleaning: unique + infinities,
    sorted: empty.values,
    ...(survey.numbers === null ? {} : { range: survey.numbers }),
    numbers: side.numberStorage,
    boolean: empty.kind === 'boolean',
    ...momentsOf(side),
  };
}
