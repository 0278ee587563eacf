import { type Job } from '../../base/protocol';
import { success, type Result } from '../../base/result';
import { type Table } from '../../data/contract';
import { NO_FIGURES, type SideFigures } from '../text/textDescriptors';
import { StreamedSide } from './streamedSide';
import { visitGroups } from './visitGroups';

/** Mean, deviation and median of a column of numbers, by a walk over its sorted values. O(rows log rows) time. */
export async function largeFigures(table: Table, name: string, job: Job): Promise<Result<SideFigures>> {
  const survey = await table.surveyColumn(name, job);
  if (!survey.ok) return survey;
  const { numbers } = survey.value;
  if (numbers === null) return success(NO_FIGURES);
  const side = new StreamedSide(survey.value, table.rowCount, [0.5]);
  const walked = await visitGroups(table.sortedGroups(name, job), (value, count) => side.visit(value, count));
  if (!walked.ok) return walked;
  const [median = null] = side.quantileValues();
  return success({ mean: numbers.mean, standardDeviation: Math.sqrt(numbers.squares / numbers.count), median });
}
