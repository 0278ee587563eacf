import { fourDigits } from '../../base/fourDigits';
import { isDrift } from '../../domain/driftMethod';
import { type Bounds } from '../../numeric/gapBounds';
import { type Verdict } from '../verdict';

/** A verdict from a sketch: none where the bounds of the true score lie on both sides of what it is compared with. */
export function withErrorBound(verdict: Verdict, errorBound: Bounds, limit: number): Verdict {
  const { method } = verdict;
  const { lowest, highest } = errorBound;
  if (method === null || isDrift(method, lowest, limit) === isDrift(method, highest, limit)) return { ...verdict, errorBound };
  const note = `Could not tell: by the profile's error bound the score lies between ${fourDigits(lowest)} and ${fourDigits(highest)}, on both sides of the threshold.`;
  return { ...verdict, errorBound, drifted: null, note };
}
