import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { predictMargin } from '../../../src/explain/predictMargin';
import { treeShap } from '../../../src/explain/treeShap';
import { parseTreeEnsemble } from '../../../src/formats/parseTreeEnsemble';
import { readModelFolder } from '../../../src/formats/readModelFolder';
import { type TreeEnsemble } from '../../../src/formats/contract';
import { sumOfAbsolutes, tolerance } from './tolerances';

const EXPECTED = join(import.meta.dirname, '../../golden/explain');
const MODELS = join(import.meta.dirname, '../../golden/formats');

interface Golden {
  readonly model: string;
  readonly call: string;
  readonly float32: boolean;
  readonly rows: readonly (readonly (number | null)[])[];
  /** rows × features × outputs */
  readonly values: readonly (readonly (readonly number[])[])[];
  readonly baseValues: readonly number[];
  readonly margins: readonly (readonly number[])[];
}

const goldens = readdirSync(EXPECTED)
  .filter(file => file.endsWith('.expected.json'))
  .map(file => ({ name: file.replace('.expected.json', ''), golden: JSON.parse(readFileSync(join(EXPECTED, file), 'utf8')) as Golden }));

async function load(model: string): Promise<TreeEnsemble> {
  const folder = await readModelFolder(join(MODELS, model));
  if (!folder.ok) throw new Error(folder.failure.message);
  const ensemble = await parseTreeEnsemble(folder.value);
  if (!ensemble.ok) throw new Error(ensemble.failure.message);
  return ensemble.value;
}

describe('SHAP values of real models', () => {
  it('are compared with enough of them', () => {
    expect(goldens.filter(({ golden }) => !golden.float32).length).toBeGreaterThanOrEqual(25);
    expect(goldens.filter(({ golden }) => golden.float32).length).toBeGreaterThanOrEqual(22);
  });

  it.each(goldens)('$name ($golden.model, $golden.call)', async ({ golden }) => {
    const ensemble = await load(golden.model);
    const matrix = Float64Array.from(golden.rows.flat(), value => value ?? NaN);
    const { values, baseValues } = treeShap(ensemble, matrix);
    const margins = predictMargin(ensemble, matrix);
    const { outputs, featureCount } = ensemble;
    expect(golden.values.length * featureCount * outputs).toBe(values.length);
    golden.margins.forEach((row, index) => {
      row.forEach((margin, output) => {
        const expected = golden.values[index]?.map(feature => feature[output] as number) ?? [];
        const allowed = tolerance(golden.float32, expected, margin);
        const own = expected.map((_, feature) => values[(index * featureCount + feature) * outputs + output] as number);
        const worst = Math.max(...own.map((value, feature) => Math.abs(value - (expected[feature] as number))));
        expect(worst).toBeLessThanOrEqual(allowed);
        // The libraries hold the intercept and covers in float32.
        const single = 1e-6 * Math.max(1, Math.abs(margin), Math.abs(golden.baseValues[output] as number));
        expect(Math.abs((margins[index * outputs + output] as number) - margin)).toBeLessThanOrEqual(Math.max(allowed, single));
        expect(Math.abs((baseValues[output] as number) - (golden.baseValues[output] as number))).toBeLessThanOrEqual(
          Math.max(allowed, single),
        );
        const sum = own.reduce((total, value) => total + value, baseValues[output] as number);
        expect(Math.abs(sum - (margins[index * outputs + output] as number))).toBeLessThan(
          1e-12 * Math.max(1, sumOfAbsolutes(expected), Math.abs(margin)),
        );
      });
    });
  });
});
