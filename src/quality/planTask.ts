import { failure, type Result, success } from '../base/result';
import { type Column } from '../domain/column';
import { shownText } from '../domain/shownText';
import { type QualityRequest, type QualityTask } from './contract';
import { distinctKeys } from './columnKeys';
import { type QualityColumns, type QualityTaskData } from './qualityTask';

/** More distinct labels than this are no classes. */
const MOST_CLASSES = 100;
/** Whole numbers with at most so many distinct values are taken for classes. */
const FEW_NUMBERS = 10;

/** What is to be measured: the kind of task, and of a classifier its classes in order. */
export interface TaskPlan {
  readonly task: QualityTask;
  readonly classes: readonly string[];
  /** The place of each class among the probability columns. */
  readonly columnOfClass: readonly number[];
  readonly notes: readonly string[];
}

/** Decides from request and data; a failure says what does not fit together. O(rows). */
export function planTask({ request, reference, current }: QualityTaskData): Result<TaskPlan> {
  const stated = [reference, current].flatMap(labelColumns);
  if (!isClassification(request, stated)) {
    if (stated.some(column => column.storage === 'codes'))
      return failure('invalid', 'A regression needs numbers in the target and the prediction column.', {
        nextStep: 'Choose other columns, or the task classification.',
      });
    return success({ task: 'regression', classes: [], columnOfClass: [], notes: [] });
  }
  const found = distinctKeys(stated, MOST_CLASSES);
  if (found.length > MOST_CLASSES)
    return failure(
      'invalid',
      `The column ${shownText(request.target)} has more than ${MOST_CLASSES} distinct values: too many for classes.`,
      {
        nextStep: 'Choose the task regression, or another target column.',
      },
    );
  return planClasses(request, found);
}

function labelColumns({ target, prediction }: QualityColumns): readonly Column[] {
  return [target, prediction].filter(column => column !== null);
}

function isClassification({ task, probabilities }: QualityRequest, stated: readonly Column[]): boolean {
  if (task !== null) return task === 'classification';
  if (probabilities.length > 0 || stated.some(column => column.storage === 'codes')) return true;
  const whole = stated.every(
    column => column.storage === 'numbers' && (column.kind === 'boolean' || column.values.every(isWholeOrMissing)),
  );
  return whole && distinctKeys(stated, FEW_NUMBERS).length <= FEW_NUMBERS;
}

function isWholeOrMissing(value: number): boolean {
  return Number.isNaN(value) || Number.isInteger(value);
}

function planClasses(request: QualityRequest, found: readonly string[]): Result<TaskPlan> {
  const { probabilities, positive } = request;
  const classes = completed(found, probabilities.length);
  if (positive !== null && !classes.includes(positive))
    return failure('invalid', `No label or prediction is ${shownText(positive)}, which is said to be the positive class.`, {
      nextStep: `Choose one of ${classes
        .slice(0, 10)
        .map(name => shownText(name))
        .join(', ')}.`,
    });
  if (classes.length === 2) return success(planTwo(classes, request));
  if (classes.length < 2 && probabilities.length > 0)
    return failure('invalid', 'All labels and predictions are one class, so what the probabilities are of cannot be said.', {
      nextStep: 'Give data with two classes, or leave the probabilities out.',
    });
  if (probabilities.length > 0 && probabilities.length !== classes.length)
    return failure('invalid', `There are ${classes.length} classes, but ${probabilities.length} probability column(s).`, {
      nextStep: 'Give one probability column a class.',
    });
  const { columnOfClass, note } = matchColumns(classes, probabilities);
  return success({ task: 'multiclass', classes, columnOfClass, notes: note === null ? [] : [note] });
}

/** With one class found of 0 and 1, the other is known. */
function completed(found: readonly string[], probabilities: number): readonly string[] {
  return probabilities === 1 && found.length === 1 && (found[0] === '0' || found[0] === '1') ? ['0', '1'] : found;
}

function planTwo(found: readonly string[], { positive, probabilities }: QualityRequest): TaskPlan {
  const classes = positive === found[0] ? found.toReversed() : found;
  if (probabilities.length < 2) return { task: 'binary', classes, columnOfClass: probabilities.length === 0 ? [] : [-1, 0], notes: [] };
  const { columnOfClass, note } = matchColumns(found, probabilities);
  const ordered = classes.map(name => columnOfClass[found.indexOf(name)] ?? -1);
  return { task: 'binary', classes, columnOfClass: ordered, notes: note === null ? [] : [note] };
}

/** By name where every column ends with its class, else in the order of the classes, as scikit-learn gives them. */
function matchColumns(classes: readonly string[], columns: readonly string[]): { columnOfClass: readonly number[]; note: string | null } {
  const byName = classes.map(name => columns.findIndex(column => column === name || column.endsWith(`_${name}`)));
  const named = byName.every(place => place >= 0) && new Set(byName).size === classes.length;
  if (named || columns.length === 0) return { columnOfClass: columns.length === 0 ? [] : byName, note: null };
  const pairs = classes.map((name, place) => `${shownText(columns[place] ?? '')} of ${shownText(name)}`);
  return {
    columnOfClass: classes.map((_, place) => place),
    note: `The probability columns are taken in the order of the classes: ${pairs.join(', ')}.`,
  };
}
