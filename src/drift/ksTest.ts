import { kolmogorovTwoSample } from '../numeric/kolmogorovTwoSample';
import { type DriftTest } from './driftTest';

/** "Could both sides be drawn from one distribution?" Evidently's `ks`: SciPy's two-sided `ks_2samp`. */
export const ksTest: DriftTest = {
  method: 'ks',
  score: pair => {
    const { kolmogorov } = pair.distances();
    const score = kolmogorovTwoSample(kolmogorov, pair.reference.count, pair.current.count);
    return { score, inputs: [{ name: 'largest gap D', value: kolmogorov }] };
  },
};
