import { type DriftMethod } from '../../domain/driftMethod';
import { doaneWidthOfMoments } from '../../numeric/doaneWidth';
import { histogramEdges, type SampleShape } from '../../numeric/histogramEdges';
import { DivergenceSum, jensenShannonDistance } from '../../numeric/jensenShannonDistance';
import { type SortedDistances } from '../../numeric/sortedDistances';
import { sturgesWidth } from '../../numeric/sturgesWidth';
import { type CategoryCounts } from '../categoryCounts';
import { qualityOf } from '../columnQuality';
import { type Distribution, type NumberSummary } from '../../domain/distribution';
import { type ColumnQuality } from '../../domain/columnQuality';
import { type TestOutcome } from '../driftTest';
import { VALUES_WITHOUT_BINS } from '../binnedCounts';
import { labelOf } from '../distribution';
import { type Sample } from '../sample';
import { SamplePair } from '../samplePair';
import { StreamedBins } from './streamedBins';
import { StreamedCategories } from './streamedCategories';
import { StreamedDistances } from './streamedDistances';
import { type StreamedSide } from './streamedSide';

/** The tests that a walk over sorted groups suffices for. */
const STREAMED: ReadonlySet<DriftMethod> = new Set<DriftMethod>(['ks', 'wasserstein', 'jensenshannon', 'chisquare', 'z']);

/** What both sides' groups are gathered into while they pass by. */
export class StreamedGroups {
  readonly distances: StreamedDistances;
  readonly categories = new StreamedCategories();
  readonly divergence: DivergenceSum;
  /** Sturges' bins for the Jensen–Shannon distance, Doane's for the chart; null for text. */
  readonly bins: { readonly sturges: StreamedBins; readonly doane: StreamedBins } | null;

  constructor(
    readonly reference: StreamedSide,
    readonly current: StreamedSide,
  ) {
    this.distances = new StreamedDistances({ reference: reference.count, current: current.count });
    this.divergence = new DivergenceSum(reference.count, current.count);
    this.bins = binsFor(reference, current);
  }

  readonly visit = (value: number | string, reference: number, current: number): void => {
    this.reference.visit(value, reference);
    this.current.visit(value, current);
    this.categories.visit(value, reference, current);
    this.divergence.add(reference, current);
    if (typeof value !== 'number') return;
    this.distances.visit(value, reference, current);
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

  override distinct(): number {
    return this.groups.categories.distinct;
  }

  override scored(method: DriftMethod): TestOutcome | null {
    const { categories, divergence, bins } = this.groups;
    if (!STREAMED.has(method))
      return { reason: `The column is beyond the memory limit, and the test ${method} needs its values in memory.` };
    if (method === 'jensenshannon') {
      const binned = this.type === 'numeric' && bins !== null && this.reference.unique > VALUES_WITHOUT_BINS;
      if (!binned) return { score: divergence.distance(), inputs: [{ name: 'distinct values', value: categories.distinct }] };
      const { reference, current } = bins.sturges;
      return { score: jensenShannonDistance(reference, current), inputs: [{ name: "Sturges' bins", value: reference.length }] };
    }
    const counted = method === 'chisquare' || method === 'z';
    if (counted && categories.counts() === null)
      return { reason: `There are ${categories.distinct} distinct values, too many for the test ${method}.` };
    return null;
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

/** What one side is like, from what was gathered. */
export function streamedQuality(side: StreamedSide): ColumnQuality {
  const sample = sampleOf(side);
  const { commonest, zeros } = side;
  return qualityOf(sample, 0, { commonest, zeros: sample.storage === 'numbers' && sample.boolean ? 0 : zeros });
}

function binsFor(reference: StreamedSide, current: StreamedSide): StreamedGroups['bins'] {
  const [before, after] = [reference.survey.numbers, current.survey.numbers];
  if (before === null || after === null) return null;
  const shape: SampleShape = {
    count: before.count + after.count,
    minimum: Math.min(before.minimum, after.minimum),
    maximum: Math.max(before.maximum, after.maximum),
    storage: reference.numberStorage === current.numberStorage ? reference.numberStorage : 'double',
  };
  const mean = (before.mean * before.count + after.mean * after.count) / shape.count;
  const moments = { second: 0, third: 0 };
  for (const side of [before, after]) {
    const shift = side.mean - mean;
    moments.second += side.squares + side.count * shift * shift;
    moments.third += side.cubes + 3 * shift * side.squares + side.count * shift ** 3;
  }
  const doane = histogramEdges(shape, doaneWidthOfMoments(moments, shape));
  return { sturges: new StreamedBins(histogramEdges(shape, sturgesWidth(shape))), doane: new StreamedBins(doane) };
}

function summaryOf(side: StreamedSide): NumberSummary | null {
  const { mean, deviation } = momentsOf(side);
  if (!Number.isFinite(mean) || !Number.isFinite(deviation)) return null;
  return { mean, standardDeviation: deviation, quantiles: side.quantileValues() };
}

function momentsOf({ survey: { numbers } }: StreamedSide): { mean: number; deviation: number } {
  return numbers === null ? { mean: 0, deviation: 0 } : { mean: numbers.mean, deviation: Math.sqrt(numbers.squares / numbers.count) };
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
    numbers: side.numberStorage,
    boolean: empty.kind === 'boolean',
    ...momentsOf(side),
  };
}
