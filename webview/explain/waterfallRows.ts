/** One step of a waterfall: from where to where the running sum goes. */
export interface WaterfallStep {
  /** Feature number; null for all others together. */
  readonly feature: number | null;
  /** How many features the step stands for. */
  readonly count: number;
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The steps from E[f(X)] (the base) to f(x), the largest first as shap.plots.waterfall shows them, top to bottom: the
 * first step ends at f(x), the last begins at the base. At most `limit` steps, where the last stands for all others.
 */
export function waterfallSteps(base: number, values: readonly number[], limit = 10): WaterfallStep[] {
  const ranked = values.map((_, index) => index).toSorted((left, right) => Math.abs(values[right] ?? 0) - Math.abs(values[left] ?? 0));
  const alone = ranked.length <= limit ? ranked : ranked.slice(0, limit - 1);
  let place = base + values.reduce((sum, value) => sum + value, 0);
  const steps = alone.map((feature): WaterfallStep => {
    const value = values[feature] ?? 0;
    const to = place;
    place -= value;
    return { feature, count: 1, value, from: place, to };
  });
  const others = ranked.length - alone.length;
  if (others > 0) steps.push({ feature: null, count: others, value: place - base, from: base, to: place });
  return steps;
}
