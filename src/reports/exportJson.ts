import { failure, type Result, success } from '../base/result';
import { placeFile } from '../platform/placeFile';
import { toReportJson } from './reportJson';

/** Writes a report as it is saved to a file of the user's choice; one that is there is replaced. */
export async function exportJson({ report, file }: { readonly report: unknown; readonly file: string }): Promise<Result<void>> {
  try {
    await placeFile(file, toReportJson(report));
    return success(undefined);
  } catch (error) {
    return failure('unavailable', `The report could not be written to ${file}.`, {
      nextStep: 'Choose a place that you may write to.',
      detail: String(error),
    });
  }
}
