import { quantileSorted } from 'simple-statistics';
import { withoutAbsent } from '../../base/withoutAbsent';
import { textDescriptorList, type TextDescriptorName } from '../../domain/textDescriptor';
import { EVIDENTLY_RULES, type ColumnRules } from '../columnRules';
import { compareColumn, type ColumnSides, type ColumnTask, sidesOfTask } from '../compareColumn';
import { type DriftColumn } from '../contract';
import { withProfiles } from '../profile/profiledTask';
import { type ProfiledSide } from '../profile/profiledSides';
import { type Sample } from '../sample';
import { type TimeWindows } from '../windows/timeWindows';
import { type TextSide, describeProfile, describeSample } from './textSide';
import { descriptorTask } from './descriptorTask';
import { type ComparedDescriptor, NO_FIGURES, type SideFigures, textDescriptors } from './textDescriptors';

/**
 * "How did the texts change?" Each descriptor of both sides' texts, compared as a numeric column by the same rules, as a whole
 * and by the task's windows. Missing texts are left out. Nothing of columns that are no text, have none on a side, or are
 * known only by a profile that keeps no descriptors.
 * O(characters of distinct texts + rows log rows), one descriptor's rows at a time.
 *
 * @param column what came of the column itself, whose type it is
 */
export function compareDescriptors(column: DriftColumn, task: ColumnTask, sides: ColumnSides): Pick<DriftColumn, 'descriptors'> {
  if (column.type !== 'text' || column.role === 'id' || column.role === 'time') return {};
  const reference = textSide(sides.reference, task.profiled?.reference, undefined);
  const current = textSide(sides.current, task.profiled?.current, task.windows);
  if (reference === null || current === null) return {};
  const rules = task.rules ?? EVIDENTLY_RULES;
  const compared = textDescriptorList.map(name => compareOne(name, { reference, current }, rules));
  return { descriptors: textDescriptors(compared, { isWordless: reference.isWordless || current.isWordless, profile: rules.profile }) };
}

/** Null where there are no texts, or they are not known. */
function textSide(sample: Sample | null, profiled: ProfiledSide | undefined, windows: TimeWindows | undefined): TextSide | null {
  if (sample?.storage !== 'codes' || sample.count === 0) return null;
  if (profiled === undefined) return describeSample(sample, windows);
  return profiled.descriptors === undefined ? null : describeProfile(profiled.descriptors);
}

function compareOne(
  name: TextDescriptorName,
  { reference, current }: { readonly reference: TextSide; readonly current: TextSide },
  rules: ColumnRules,
): ComparedDescriptor {
  const [before, after] = [reference.column(name), current.column(name)];
  const whole = { ...descriptorTask(name, rules), reference: before.column, current: after.column };
  const task = withProfiles(
    { ...whole, ...withoutAbsent({ windows: after.windows }) },
    { reference: before.profile, current: after.profile },
  );
  const sides = sidesOfTask(task);
  const column = compareColumn(task, sides);
  return { name, column, figures: { reference: figuresOf(sides.reference), current: figuresOf(sides.current) } };
}

function figuresOf(sample: Sample | null): SideFigures {
  if (sample?.storage !== 'numbers' || sample.count === 0) return NO_FIGURES;
  return { mean: sample.mean, standardDeviation: sample.deviation, median: quantileSorted(sample.sorted, 0.5) };
}
