import { type Result } from '../../base/result';
import { type ColumnSurvey } from '../../data/contract';
import { unitPerMillisecond } from './epochTimes';

/** `unitPerMillisecond` of a column that is not in memory. */
export function unitOfSurvey({ numbers, empty }: ColumnSurvey): Result<number> {
  const { minimum = 0, maximum = 0 } = numbers ?? {};
  return unitPerMillisecond(empty, Math.max(Math.abs(minimum), Math.abs(maximum)));
}
