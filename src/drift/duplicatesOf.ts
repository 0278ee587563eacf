import { type Job } from '../base/protocol';
import { success, type Result } from '../base/result';
import { type Table } from '../data/contract';
import { type SideDuplicates } from '../domain/duplicates';
import { type DriftReport, type DriftRequest } from './contract';

/** Values of a side up to which looking takes seconds: the editor always asks, and nobody asked it for minutes. */
const MOST_VALUES = 200_000_000;
const TOO_MANY = `There are more than ${MOST_VALUES.toLocaleString('en-US')} values, in which duplicates are not looked for.`;

/** The report's part on duplicate rows and copied columns, if it is asked for. What cannot be counted says why; only a cancel fails. */
export async function duplicatesOf(
  { reference, current }: { readonly reference: Table; readonly current: Table },
  { duplicates }: DriftRequest,
  job: Job,
): Promise<Result<Pick<DriftReport, 'duplicates'>>> {
  if (duplicates !== true) return success({});
  const before = await ofSide(reference, job);
  if (!before.ok) return before;
  const after = await ofSide(current, job);
  return after.ok ? success({ duplicates: { reference: before.value, current: after.value } }) : after;
}

async function ofSide(table: Table, job: Job): Promise<Result<SideDuplicates>> {
  if (table.rowCount * table.columns.length > MOST_VALUES) return success({ rows: null, share: null, copies: null, reason: TOO_MANY });
  const found = await table.duplicates(job);
  if (found.ok) {
    const { rows, copies } = found.value;
    return success({ rows, share: rows / table.rowCount, copies, reason: null });
  }
  const { reason, message } = found.failure;
  return reason === 'cancelled' ? found : success({ rows: null, share: null, copies: null, reason: message });
}
