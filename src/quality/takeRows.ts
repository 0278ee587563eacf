import { failure, type Result, success } from '../base/result';
import { type Column } from '../domain/column';
import { shownText } from '../domain/shownText';
import { mostProbable } from './classifierMeasure';
import { keyReader, rowCount } from './columnKeys';
import { type TaskPlan } from './planTask';
import { type QualityData } from './qualityRows';
import { type QualityColumns } from './qualityTask';

/** A side's rows that have a prediction, and where each was in the file. */
export interface TakenRows {
  readonly data: QualityData;
  readonly fileRows: Int32Array;
  /** Without a prediction or probability, with one that is not finite, or without a time where there is a time column. */
  readonly skipped: number;
}

/** Takes the rows that can be used, in the order of the time column, else of the file. O(rows log rows) with a time column. */
export function takeRows(columns: QualityColumns, plan: TaskPlan): Result<TakenRows> {
  const first = columns.prediction ?? columns.probabilities[0];
  if (first === undefined) return failure('invalid', 'There is neither a prediction nor a probability column.');
  const outside = columns.probabilities.find(hasNoProbability);
  if (outside !== undefined)
    return failure('invalid', `The column ${shownText(outside.name)} holds what is no probability.`, {
      nextStep: 'Give numbers from 0 to 1, as predict_proba makes them.',
    });
  const total = rowCount(first);
  const usable = Int32Array.from({ length: total }, (_, row) => row).filter(usableRow(columns, plan));
  const fileRows = inTimeOrder(usable, columns.time);
  const data = plan.task === 'regression' ? numbers(columns, fileRows) : classified(columns, plan, fileRows);
  return success({ data, fileRows, skipped: total - fileRows.length });
}

function hasNoProbability(column: Column): boolean {
  return column.storage === 'codes' || column.values.some(value => value < 0 || value > 1);
}

function usableRow({ prediction, probabilities, time }: QualityColumns, plan: TaskPlan): (row: number) => boolean {
  const numbersNeeded = [...probabilities, time, plan.task === 'regression' ? prediction : null].filter(
    column => column?.storage === 'numbers',
  );
  const key = prediction === null || plan.task === 'regression' ? null : keyReader(prediction);
  return row => numbersNeeded.every(({ values }) => Number.isFinite(values[row])) && (key === null || key(row) !== null);
}

/** A stable order, as NannyML's, which sorts by the time column too. */
function inTimeOrder(rows: Int32Array, time: Column | null): Int32Array {
  if (time?.storage !== 'numbers') return rows;
  const { values } = time;
  return rows.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
}

function numbers({ target, prediction }: QualityColumns, rows: Int32Array): QualityData {
  const read = (column: Column | null): Float64Array =>
    Float64Array.from(rows, row => {
      const value = column?.storage === 'numbers' ? (column.values[row] as number) : NaN;
      return Number.isFinite(value) ? value : NaN;
    });
  return { task: 'regression', labels: read(target), predicted: read(prediction) };
}

function classified({ target, prediction, probabilities }: QualityColumns, plan: TaskPlan, rows: Int32Array): QualityData {
  const { classes } = plan;
  const codes = new Map(classes.map((name, code) => [name, code]));
  const read = (column: Column | null): Int32Array => {
    if (column === null) return new Int32Array(rows.length).fill(-1);
    const key = keyReader(column);
    return Int32Array.from(rows, row => codes.get(key(row) ?? '') ?? -1);
  };
  const perClass = probabilities.length === 0 ? null : probabilitiesOf(probabilities, plan, rows);
  const predicted =
    prediction === null && perClass !== null ? Int32Array.from(rows, (_, place) => mostProbable(perClass, place)) : read(prediction);
  return { task: plan.task === 'binary' ? 'binary' : 'multiclass', classes, labels: read(target), predicted, probabilities: perClass };
}

/** One array a class; of two classes with one column the other is what is left to 1. */
function probabilitiesOf(columns: readonly Column[], { columnOfClass }: TaskPlan, rows: Int32Array): readonly Float64Array[] {
  const read = (place: number): Float64Array => {
    const column = columns[place];
    return Float64Array.from(rows, row => (column?.storage === 'numbers' ? (column.values[row] as number) : NaN));
  };
  const known = columnOfClass.map(place => (place < 0 ? null : read(place)));
  return known.map(values => values ?? (known[1] ?? new Float64Array()).map(probability => 1 - probability));
}
