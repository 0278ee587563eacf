import { type DistributionPicture } from '../../src/domain/distribution';
import { type DriftColumn } from '../../src/drift/contract';
import { element, svg } from '../kit/element';
import { linearScale } from '../kit/scale';
import { toShares } from './shares';
import { stepPath } from './stepPath';

const WIDTH = 116;
const HEIGHT = 30;
const MOST_CATEGORIES = 10;

/** Both sides' shares in one small picture: numbers as outlines over each other, categories as pairs of bars. */
export function miniHistogram(column: Pick<DriftColumn, 'distribution' | 'light'>): Element {
  const picture = pictureOf(column);
  if (picture === null) return element('span', { class: 'absent' }, '–');
  const marks = picture.kind === 'numeric' ? outlines(picture) : pairs(picture);
  return svg('svg', { class: 'mini', width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' }, ...marks);
}

/** A light column brings its picture; the bins of every distribution are of one width. */
function pictureOf({ distribution, light }: Pick<DriftColumn, 'distribution' | 'light'>): DistributionPicture | null {
  if (distribution === undefined) return typeof light === 'object' ? light : null;
  if (distribution.kind === 'numeric')
    return { kind: 'numeric', reference: toShares(distribution.reference), current: toShares(distribution.current) };
  const { other, kind } = distribution;
  return {
    kind,
    reference: toShares([...distribution.reference, other.reference]),
    current: toShares([...distribution.current, other.current]),
  };
}

function outlines({ reference, current }: DistributionPicture): SVGElement[] {
  const edges = Array.from({ length: reference.length + 1 }, (_, index) => index);
  const x = linearScale([0, reference.length], [1, WIDTH - 1]);
  const y = linearScale([0, greatest(reference, current)], [HEIGHT - 1, 2]);
  const scales = { x, y, base: HEIGHT - 1 };
  return [
    svg('path', { class: 'bar-reference', d: stepPath(edges, reference, scales) }),
    svg('path', { class: 'step-current', d: stepPath(edges, current, scales) }),
  ];
}

function pairs(picture: DistributionPicture): SVGElement[] {
  const [reference, current] = [picture.reference.slice(0, MOST_CATEGORIES), picture.current.slice(0, MOST_CATEGORIES)];
  const y = linearScale([0, greatest(reference, current)], [0, HEIGHT - 2]);
  const slot = Math.min(24, WIDTH / Math.max(1, reference.length));
  const path = (shares: readonly number[], shift: number): string => {
    const bars = shares.map((share, index) => {
      const height = share > 0 ? Math.max(1, y(share)) : 0;
      return `M${(index * slot + shift * slot + 0.5).toFixed(1)} ${HEIGHT - 1}v${(-height).toFixed(1)}h${(slot * 0.4).toFixed(1)}v${height.toFixed(1)}z`;
    });
    return bars.join('');
  };
  return [
    svg('path', { class: 'bar-reference-solid', d: path(reference, 0) }),
    svg('path', { class: 'bar-current-solid', d: path(current, 0.42) }),
  ];
}

function greatest(first: readonly number[], second: readonly number[]): number {
  return Math.max(1e-12, ...first, ...second);
}
