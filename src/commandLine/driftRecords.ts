import path from 'node:path';
import { type Failure } from '../base/result';
import { placeFile } from '../platform/placeFile';
import { type Session } from './command';
import { driftJunit } from './driftJunit';
import { driftMarkdown } from './driftMarkdown';
import { type MadeReport } from './madeReport';
import { text } from './options';
import { visible } from './plainText';

export const recordOptions = {
  junit: text('FILE', 'Write the verdicts as JUnit XML.'),
  markdown: text('FILE', 'Write what drifted as Markdown, for a pull request.'),
};

interface Records {
  readonly junit?: string;
  readonly markdown?: string;
}

/**
 * Does what `--junit` and `--markdown` ask, and says where the files are.
 * @returns what failed, as `keepReport` does.
 */
export async function writeRecords(
  session: Session,
  { junit, markdown }: Records,
  made: readonly MadeReport[],
): Promise<readonly Failure[]> {
  const failures: Failure[] = [];
  const files = [
    ...(junit === undefined ? [] : [{ file: junit, content: driftJunit(made) }]),
    ...(markdown === undefined ? [] : [{ file: markdown, content: driftMarkdown(made) }]),
  ];
  for (const { file, content } of files) {
    try {
      await placeFile(path.resolve(session.terminal.folder, file), content);
      session.terminal.say(`Written to ${visible(file)}\n`);
    } catch (error) {
      const nextStep = 'Check that you may write there.';
      failures.push({ reason: 'unavailable', message: `${file} could not be written.`, nextStep, detail: String(error) });
    }
  }
  return failures;
}
