import { type NumberStorage } from '../../src/numeric/histogramEdges';
import { takeSample } from '../../src/drift/sample';
import { SamplePair } from '../../src/drift/samplePair';

type Side = readonly (number | string)[];

interface PairOptions {
  readonly type: 'numeric' | 'categorical';
  readonly storage?: 'float32' | 'int64' | 'float64' | undefined;
}

const kinds: Readonly<Record<'float32' | 'int64' | 'float64', NumberStorage>> = { float32: 'float32', int64: 'integer', float64: 'double' };

/** Two sides of a column as the tests get them; texts are codes as soon as one value is a text. */
export function pairOf(reference: Side, current: Side, { type, storage = 'float64' }: PairOptions): SamplePair {
  const sampleOf = (values: Side): ReturnType<typeof takeSample> =>
    values.some(value => typeof value === 'string') ? texts(values.map(String)) : numbers(values.map(Number), kinds[storage]);
  return new SamplePair(sampleOf(reference), sampleOf(current), type);
}

function numbers(values: readonly number[], kind: NumberStorage): ReturnType<typeof takeSample> {
  return takeSample({ name: 'x', storage: 'numbers', kind, values: Float64Array.from(values), missing: 0 });
}

function texts(values: readonly string[]): ReturnType<typeof takeSample> {
  const categories = [...new Set(values)];
  const places = new Map(categories.map((category, code) => [category, code]));
  return takeSample({
    name: 'x',
    storage: 'codes',
    codes: Int32Array.from(values, value => places.get(value) ?? -1),
    categories,
    missing: 0,
  });
}
