import { type Job } from '../../base/protocol';
import { success, type Result } from '../../base/result';
import { type Table, type TimeColumn } from '../../data/contract';
import { textDescriptorList } from '../../domain/textDescriptor';
import { EVIDENTLY_RULES } from '../columnRules';
import { type DriftColumn } from '../contract';
import { describeTexts } from '../text/describeTexts';
import { descriptorTask } from '../text/descriptorTask';
import { type ComparedDescriptor, NO_FIGURES, textDescriptors } from '../text/textDescriptors';
import { isMostlyWordless, kindOfDescriptor } from '../text/textSide';
import { compareLargeColumn, type LargeColumn } from './compareLargeColumn';
import { type HeldNumbers, compareHeldNumbers } from './compareHeldNumbers';
import { largeFigures } from './largeFigures';
import { hasRoom } from './memoryRoom';

const BYTES_OF_NUMBER = 8;
/** The times of numbered texts are whole epoch milliseconds. */
const TIME: TimeColumn = { column: 'time', perMillisecond: 1 };

/**
 * How the texts of a column changed that does not fit in memory: both sides are read once, to numbers, which take a fraction
 * of their room. Each is compared in memory where it fits now, and else as a large column is. O(characters + rows log rows).
 *
 * @param column what came of the column itself
 */
export async function compareLargeDescriptors(
  large: LargeColumn,
  column: DriftColumn,
  held: Pick<HeldNumbers, 'runTask'> & { readonly memoryLimit: number },
): Promise<Result<Pick<DriftColumn, 'descriptors'>>> {
  if (column.role === 'id' || column.role === 'time' || !(await holdsTexts(large, column))) return success({});
  const { reference, current, task, windows, job } = large;
  const before = await numberSide(reference, { name: task.name, time: null, job });
  if (!before.ok) return before;
  try {
    const after = await numberSide(current, { name: task.name, time: windows?.time ?? null, job });
    if (!after.ok) return after;
    try {
      return await compareNumbers({ large, before: before.value, after: after.value }, held);
    } finally {
      after.value.close();
    }
  } finally {
    before.value.close();
  }
}

async function holdsTexts({ reference, current, task, job }: LargeColumn, column: DriftColumn): Promise<boolean> {
  if (column.type !== 'text' || column.reference.count === 0 || column.current.count === 0) return false;
  const surveys = await Promise.all([reference, current].map(table => table.surveyColumn(task.name, job)));
  return surveys.every(survey => survey.ok && survey.value.empty.storage === 'codes');
}

interface NumberedSide {
  /** In the order of the names. */
  readonly tables: readonly Table[];
  readonly isWordless: boolean;
  close(): void;
}

interface SideToNumber {
  readonly name: string;
  readonly time: TimeColumn | null;
  readonly job: Job;
}

async function numberSide(table: Table, { name, time, job }: SideToNumber): Promise<Result<NumberedSide>> {
  const seen = { texts: 0, wordless: 0 };
  const number = (texts: readonly string[]): readonly Float64Array[] => {
    const described = describeTexts(texts);
    seen.texts += texts.length;
    seen.wordless += described.wordless.reduce((sum, each) => sum + each, 0);
    return textDescriptorList.map(each => described[each]);
  };
  const numbers = textDescriptorList.map(each => ({ name: each, kind: kindOfDescriptor(each) }));
  const numbered = await table.numberTexts(name, { numbers, number, time }, job);
  if (!numbered.ok) return numbered;
  const tables = numbered.value;
  return success({ tables, isWordless: isMostlyWordless(seen.wordless, seen.texts), close: () => tables[0]?.close() });
}

interface BothNumbered {
  readonly large: LargeColumn;
  readonly before: NumberedSide;
  readonly after: NumberedSide;
}

async function compareNumbers(
  { large, before, after }: BothNumbered,
  { runTask, memoryLimit }: Parameters<typeof compareLargeDescriptors>[2],
): Promise<Result<Pick<DriftColumn, 'descriptors'>>> {
  const { job, windows } = large;
  const rules = large.task.rules ?? EVIDENTLY_RULES;
  const parted = windows === undefined ? undefined : { ...windows, ofRow: new Int32Array(), time: TIME };
  const compared: ComparedDescriptor[] = [];
  for (const [place, name] of textDescriptorList.entries()) {
    const [reference, current] = [before.tables[place], after.tables[place]];
    if (reference === undefined || current === undefined) throw new Error(`There are no numbers for ${name}.`);
    const one: LargeColumn = { reference, current, task: descriptorTask(name, rules), windows: parted, job };
    const isHeld = hasRoom(BYTES_OF_NUMBER * (reference.rowCount + current.rowCount), memoryLimit);
    const column = isHeld ? await compareHeldNumbers({ ...one, runTask }) : await columnOf(compareLargeColumn(one));
    if (!column.ok) return column;
    const figures = await figuresOf(one, column.value);
    if (!figures.ok) return figures;
    compared.push({ name, column: column.value, figures: figures.value });
  }
  const isWordless = before.isWordless || after.isWordless;
  return success({ descriptors: textDescriptors(compared, { isWordless, profile: rules.profile }) });
}

async function columnOf(comparing: ReturnType<typeof compareLargeColumn>): Promise<Result<DriftColumn>> {
  const compared = await comparing;
  return compared.ok ? success(compared.value.column) : compared;
}

/** Of what has no chart, which tells them else. */
async function figuresOf(
  { reference, current, task, job }: LargeColumn,
  column: DriftColumn,
): Promise<Result<ComparedDescriptor['figures']>> {
  if (column.distribution !== undefined) return success({ reference: NO_FIGURES, current: NO_FIGURES });
  const before = await largeFigures(reference, task.name, job);
  if (!before.ok) return before;
  const after = await largeFigures(current, task.name, job);
  return after.ok ? success({ reference: before.value, current: after.value }) : after;
}
