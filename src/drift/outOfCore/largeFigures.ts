import { type Job } from '../../base/protocol';
import { success, type Result } from '../../base/result';
import { type Table } from '../../data/contract';
import { NO_FIGURES, type SideFigures } from '../text/textDescriptors';
import { StreamedSide } from './streamedSide';

/** Mean, deviation and median of a column of numbers, by a walk over its sorted values. O(rows log rows) time. */
export async function largeFigures(table: Table, name: string, job: Job): Promise<Result<SideFigures>> {
  const survey = await table.surveyColumn(name, job);
  if (!survey.ok) return survey;
  const { numbers } = survey.value;
  if (numbers === null) return success(NO_FIGURES);
  const side = new StreamedSide(survey.value, table.rowCount, [0.5]);
  for await (const groups of table.sortedGroups(name, job)) {
    if (!groups.ok) return groups;
    const { values, counts } = groups.value;
    for (let k = 0; k < counts.length; k++) side.visit(Number(values[k]), counts[k] as number);
  }
  const [median = null] = side.quantileValues();
  return success({ mean: numbers.mean, standardDeviation: Math.sqrt(numbers.squares / numbers.count), median });
}
