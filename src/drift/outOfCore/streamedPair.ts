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
import { infinitiesOf, type KeptInfinities, NO_INFINITIES } from '../legacyInfinities';
import { noisePlaces } from '../noisePlaces';
import { type Sample } from '../sample';
import { SamplePair } from '../samplePair';
import { type GroupNeeds } from './groupNeeds';
import { heldEnds, heldValues } from './heldGroups';
import { type Stretch, type StretchVisitor } from './mergeStretches';
import { OrderPicks, quartilePlaces } from './orderPicks';
import { type SecondWalk } from './secondWalk';
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

/** What both sides' groups are gathered into while they pass by: what is needed of it, else null. */
export class StreamedGroups {
  readonly distances: StreamedDistances | null;
  readonly categories: StreamedCategories | null;
  readonly divergence: DivergenceSum | null;
  /** For the tests that are built on ranks; null for text too. */
  readonly ranks: RankSums | null;
  /** Sturges' bins, for the Jensen–Shannon distance; null for text too. */
  readonly sturges: StreamedBins | null;
  /** Doane's bins, for the chart; null for text too. */
  readonly doane: StreamedBins | null;
  /** Of both sides together; null for text. */
  readonly shape: SampleShape | null;
  /** Values that the Epps–Singleton test starts from, and those of both sides that noise rests on. */
  readonly picks: { readonly both: OrderPicks; readonly reference: OrderPicks; readonly current: OrderPicks } | null;
  /** What came of second walks, and what they counted. */
  readonly again = new Map<DriftMethod, TestOutcome>();
  readonly countedAgain = new Map<DriftMethod, CountTable>();

  constructor(
    readonly reference: StreamedSide,
    readonly current: StreamedSide,
    readonly needs: GroupNeeds,
  ) {
    const [n, m] = [reference.count, current.count];
    this.ranks = needs.ranks ? new RankSums(n, m) : null;
    this.distances = needs.distances ? new StreamedDistances({ reference: n, current: m }) : null;
    this.divergence = needs.divergence ? new DivergenceSum(n, m) : null;
    this.categories = needs.categories === null ? null : new StreamedCategories(needs.categories, needs.chart);
    this.shape = shapeOf(reference, current);
    this.sturges = needs.bins && this.shape !== null ? sturgesBins(this.shape) : null;
    this.doane = needs.chart && this.shape !== null ? doaneBins(reference, current, this.shape) : null;
    this.picks = needs.picks ? picksOf(n, m, needs.noise) : null;
  }

  /** Each figure by a loop of its own: a call a value would cost more than what is done with it. */
  readonly visitStretch: StretchVisitor = stretch => {
    const { values, reference, current, length } = stretch;
    if (!this.needs.referenceKnown) this.reference.visitAll(values, reference, length);
    this.current.visitAll(values, current, length);
    this.categories?.visitAll(stretch);
    if (this.divergence !== null) for (let k = 0; k < length; k++) this.divergence.add(reference[k] as number, current[k] as number);
    if (values instanceof Float64Array) this.visitNumbers(values, stretch);
  };

  /** Takes over what came of a second walk. */
  keepAgain(method: DriftMethod, { outcome, table }: Pick<SecondWalk, 'outcome' | 'table'>): void {
    this.again.set(method, outcome());
    if (table !== undefined) this.countedAgain.set(method, table());
  }

  private visitNumbers(values: Float64Array, { reference, current, length }: Stretch): void {
    const { ranks, picks, sturges, doane } = this;
    this.distances?.visitAll(values, reference, current, length);
    if (ranks !== null) for (let k = 0; k < length; k++) ranks.visit(values[k] as number, reference[k] as number, current[k] as number);
    if (picks !== null)
      for (let k = 0; k < length; k++) visitPicks(picks, values[k] as number, reference[k] as number, current[k] as number);
    sturges?.visitAll(values, reference, current, length);
    doane?.visitAll(values, reference, current, length);
  }
}

/** Both sides of a column that was never in memory. Its samples have counts and moments, but no values. */
export class StreamedPair extends SamplePair {
  constructor(
    private readonly groups: StreamedGroups,
    type: SamplePair['type'],
  ) {
    super(sampleOf(groups.reference), sampleOf(groups.current), type);
  }

  /** Whether what its sampling noise rests on was gathered. */
  get tellsNoise(): boolean {
    return this.groups.needs.noise;
  }

  override distances(): SortedDistances {
    return gathered(this.groups.distances, 'Distances').result();
  }

  override counts(): CategoryCounts {
    const counts = gathered(this.groups.categories, 'Values').counts();
    if (counts === null) throw new Error('There are too many categories to be held.');
    return counts;
  }

  override tallies(): CountTable {
    return gathered(this.groups.categories, 'Values').tallies();
  }

  override distinct(): number {
    return gathered(this.groups.categories, 'Values').distinct;
  }

  override ranks(): RankStatistics {
    return gathered(this.groups.ranks, 'Ranks').statistics();
  }

  override uncounted(method: DriftMethod): { readonly reason: string } | null {
    const categories = gathered(this.groups.categories, 'Values');
    if (categories.counts() !== null) return null;
    return { reason: `There are ${categories.distinct} distinct values, too many for the test ${method}.` };
  }

  override pooledAt(places: ArrayLike<number>): Float64Array {
    const { categories, picks } = this.groups;
    const counts = gathered(categories, 'Values').counts();
    return counts === null ? Float64Array.from(places, place => gathered(picks, 'Values').both.at(place)) : heldValues(counts, places);
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
    const categories = gathered(this.groups.categories, 'Values');
    if (method === 'jensenshannon')
      return {
        score: gathered(this.groups.divergence, 'Counts').distance(),
        inputs: [{ name: 'distinct values', value: categories.distinct }],
      };
    return NEEDS_NAMES.has(method) ? this.uncounted(method) : null;
  }

  /** Evidently's bins of a column of numbers, as `binnedCounts` has them; null where values are compared one by one. */
  private binned(): StreamedBins | null {
    return this.type === 'numeric' && this.reference.unique > VALUES_WITHOUT_BINS ? this.groups.sturges : null;
  }

  override distribution(): Distribution | undefined {
    if (this.type === 'text') return undefined;
    const { reference, current, doane, categories } = this.groups;
    if (this.type !== 'numeric' || doane === null)
      return gathered(categories, 'Values').distribution(key => labelOf(key, this.reference, this.current));
    if (!doane.edges.every(Number.isFinite)) return undefined;
    return {
      kind: 'numeric',
      edges: doane.edges,
      reference: doane.reference,
      current: doane.current,
      summary: { reference: summaryOf(reference), current: summaryOf(current) },
    };
  }
}

function gathered<Gathered>(found: Gathered | null, what: string): Gathered {
  if (found === null) throw new Error(`${what} were not gathered.`);
  return found;
}

function scoreOfBins(test: CountTest, bins: StreamedBins): TestOutcome {
  if (bins.edges.length === 0) return { reason: 'The numbers are too large to be put into bins.' };
  return { score: test.scoreCounts(bins), inputs: [{ name: "Sturges' bins", value: bins.reference.length }] };
}

/** What one side is like, from what was gathered. @param kept infinite values that are among it as finite ones */
export function streamedQuality(side: StreamedSide, kept: KeptInfinities['reference'] = NO_INFINITIES.reference): ColumnQuality {
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

function sturgesBins(shape: SampleShape): StreamedBins {
  return new StreamedBins(histogramEdges(shape, sturgesWidth(shape)));
}

function doaneBins(reference: StreamedSide, current: StreamedSide, shape: SampleShape): StreamedBins | null {
  const [before, after] = [reference.survey.numbers, current.survey.numbers];
  return before === null || after === null ? null : new StreamedBins(histogramEdges(shape, doaneWidth([before, after], shape)));
}

function picksOf(n: number, m: number, withNoise: boolean): NonNullable<StreamedGroups['picks']> {
  const places = [...quartilePlaces(n + m), ...(withNoise ? noisePlaces(n, m) : [])];
  return { both: new OrderPicks(places), reference: new OrderPicks([n >> 1]), current: new OrderPicks([m >> 1]) };
}

function visitPicks(picks: NonNullable<StreamedGroups['picks']>, value: number, reference: number, current: number): void {
  picks.both.visit(value, reference + current);
  if (reference > 0) picks.reference.visit(value, reference);
  if (current > 0) picks.current.visit(value, current);
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
    range: survey.numbers,
    numbers: side.numberStorage,
    boolean: empty.kind === 'boolean',
    ...momentsOf(side),
  };
}
