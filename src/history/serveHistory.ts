import { type Handlers } from '../base/protocol';
import { failure, type Result, success } from '../base/result';
import { type ModelName } from '../domain/ids';
import { type HistoryEntry } from '../domain/registryChange';
import { replaceFile } from '../platform/replaceFile';
import { type historyCalls, type HistoryFormat } from './contract';
import { historyCsv } from './historyCsv';

/** Answers the calls about history. @param readHistory a model's, newest first. */
export function createHistoryHandlers(
  readHistory: (name: ModelName) => Promise<Result<readonly HistoryEntry[]>>,
): Handlers<typeof historyCalls> {
  return {
    exportHistory: async ({ name, format, file }) => {
      const history = await readHistory(name);
      if (!history.ok) return history;
      try {
        await replaceFile(file, textOf(history.value, format));
        return success({ events: history.value.length });
      } catch (error) {
        return failure('unavailable', `The history could not be written to ${file}.`, {
          nextStep: 'Choose a folder that is there and that you may write to.',
          detail: String(error),
        });
      }
    },
  };
}

/** The JSON is what `modelops history NAME --json` prints. */
function textOf(history: readonly HistoryEntry[], format: HistoryFormat): string {
  if (format === 'csv') return historyCsv(history);
  return `${JSON.stringify(
    history.map(entry => entry.event),
    null,
    2,
  )}\n`;
}
