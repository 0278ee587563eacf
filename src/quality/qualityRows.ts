/** Rows of a classifier, in order. Every row has a prediction; a label of -1 is unknown. */
export interface ClassifiedRows {
  readonly task: 'binary' | 'multiclass';
  /** Names in order; of two the second is the positive one. */
  readonly classes: readonly string[];
  /** Indices into `classes`. */
  readonly labels: Int32Array;
  readonly predicted: Int32Array;
  /** One array a class; null where only predictions are known. */
  readonly probabilities: readonly Float64Array[] | null;
}

/** Rows of a regression, in order. Every row has a prediction; an unknown label is NaN. */
export interface PredictedRows {
  readonly task: 'regression';
  readonly labels: Float64Array;
  readonly predicted: Float64Array;
}

export type QualityData = ClassifiedRows | PredictedRows;

/** The rows at these places, in this order. O(places × classes). */
export function rowsAt<Data extends QualityData>(data: Data, places: Int32Array): Data {
  const numbers = (values: Float64Array): Float64Array => Float64Array.from(places, place => values[place] as number);
  const codes = (values: Int32Array): Int32Array => Int32Array.from(places, place => values[place] as number);
  if (data.task === 'regression') return { ...data, labels: numbers(data.labels), predicted: numbers(data.predicted) };
  return {
    ...data,
    labels: codes(data.labels),
    predicted: codes(data.predicted),
    probabilities: data.probabilities?.map(numbers) ?? null,
  };
}

function isLabelled({ task, labels }: QualityData, row: number): boolean {
  const label = labels[row] as number;
  return task === 'regression' ? !Number.isNaN(label) : label >= 0;
}

/** The rows whose label is known. */
export function labelledRows<Data extends QualityData>(data: Data): Data {
  const places = Int32Array.from(data.labels.keys()).filter(row => isLabelled(data, row));
  return places.length === data.labels.length ? data : rowsAt(data, places);
}
