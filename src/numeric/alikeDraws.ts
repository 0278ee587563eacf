import { binomialSample } from './binomialSample';
import { logChoose } from './logChoose';
import { type SeededRandom } from './seededRandom';
import { weightedSum } from './weightedSum';

/** Kinds of things, those of which there are equally many together. */
export interface AlikeKinds {
  /** How many things there are of a kind. */
  readonly things: ArrayLike<number>;
  /** How many kinds have so many. */
  readonly kinds: ArrayLike<number>;
}

/** What came of a draw: of `times[k]` kinds, `drawn[k]` things each were drawn and `left[k]` were not. */
export interface AlikeCounts {
  readonly drawn: number[];
  readonly left: number[];
  readonly times: number[];
}

/**
 * Draws things without replacement where there are too many kinds to draw kind after kind: the multivariate
 * hypergeometric distribution. Each thing is first drawn by a coin of its own, so that how many kinds of the same size have how
 * many drawn follows from a few binomial draws; then as many things at random are put back, or drawn in addition, as are too
 * many or too few. O(min(kinds, things + 1)) for each size: at most about (3 × things of all)^⅔ / 2 a draw.
 */
export class AlikeDraws {
  private readonly share: number;
  /** For each size the chance that a kind has just 0, 1, … drawn if it has not fewer; null where kinds are drawn one by one. */
  private readonly chances: readonly (Float64Array | null)[];

  /** @param drawn how many things are drawn, at most as many as there are */
  constructor(
    private readonly random: SeededRandom,
    private readonly alike: AlikeKinds,
    private readonly drawn: number,
  ) {
    this.share = drawn / weightedSum(alike.things, alike.kinds);
    this.chances = Array.from(alike.things, (size, k) => ((alike.kinds[k] as number) > size + 1 ? chancesOf(size, this.share) : null));
  }

  next(): AlikeCounts {
    const counts: AlikeCounts = { drawn: [], left: [], times: [] };
    this.chances.forEach((chances, k) => {
      const [size, kinds] = [this.alike.things[k] as number, this.alike.kinds[k] as number];
      if (chances === null) for (let kind = 0; kind < kinds; kind++) add(counts, binomialSample(this.random, size, this.share), size, 1);
      else this.drawAlike(chances, kinds, counts);
    });
    const surplus = weightedSum(counts.drawn, counts.times) - this.drawn;
    if (surplus > 0) this.move(surplus, { from: counts.drawn, to: counts.left, times: counts.times });
    if (surplus < 0) this.move(-surplus, { from: counts.left, to: counts.drawn, times: counts.times });
    return counts;
  }

  private drawAlike(chances: Float64Array, kinds: number, counts: AlikeCounts): void {
    let rest = kinds;
    for (let drawn = 0; drawn < chances.length && rest > 0; drawn++) {
      const times = binomialSample(this.random, rest, chances[drawn] as number);
      if (times > 0) add(counts, drawn, chances.length - 1, times);
      rest -= times;
    }
  }

  /** Moves so many things, each as likely as any other, from one side to the other. */
  private move(things: number, sides: Sides): void {
    const { from, times } = sides;
    const picked = this.pick(things, weightedSum(from, times));
    for (let k = 0, at = 0, first = 0; at < things; k++) {
      const each = from[k] as number;
      const end = first + each * (times[k] as number);
      const kinds: number[] = [];
      while (at < things && (picked[at] as number) < end) kinds.push(Math.floor(((picked[at++] as number) - first) / each));
      moveOf(k, kinds, sides);
      first = end;
    }
  }

  /** So many different places below a limit, ascending. */
  private pick(count: number, limit: number): Float64Array {
    const places = new Set<number>();
    while (places.size < count) places.add(Math.floor(this.random.share() * limit));
    return Float64Array.from(places).sort();
  }
}

interface Sides {
  readonly from: number[];
  readonly to: number[];
  readonly times: number[];
}

/** Moves a thing for each kind named, ascending, of those at a place: they are then no longer like the others there. */
function moveOf(k: number, kinds: readonly number[], { from, to, times }: Sides): void {
  const [each, other] = [from[k] as number, to[k] as number];
  for (let first = 0; first < kinds.length;) {
    let next = first + 1;
    while (kinds[next] === kinds[first]) next++;
    const place = times[k] === 1 ? k : times.push(1) - 1;
    if (place !== k) times[k] = (times[k] as number) - 1;
    from[place] = each - (next - first);
    to[place] = other + (next - first);
    first = next;
  }
}

function add({ drawn, left, times }: AlikeCounts, count: number, size: number, kinds: number): void {
  drawn.push(count);
  left.push(size - count);
  times.push(kinds);
}

function chancesOf(size: number, share: number): Float64Array {
  const chances = Float64Array.from({ length: size + 1 }, (_, drawn) =>
    Math.exp(logChoose(size, drawn) + drawn * Math.log(share) + (size - drawn) * Math.log1p(-share)),
  );
  let fromHere = 0;
  for (let drawn = size; drawn >= 0; drawn--) {
    fromHere += chances[drawn] as number;
    chances[drawn] = drawn === size || fromHere === 0 ? 1 : (chances[drawn] as number) / fromHere;
  }
  return chances;
}
