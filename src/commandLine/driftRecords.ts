import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Result, success } from '../base/result';
import { replaceFile } from '../platform/replaceFile';
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

/** Does what `--junit` and `--markdown` ask, and says where the files are. */
export async function writeRecords(session: Session, { junit, markdown }: Records, made: readonly MadeReport[]): Promise<Result<void>> {
  const files = [
    ...(junit === undefined ? [] : [{ file: junit, content: driftJunit(made) }]),
    ...(markdown === undefined ? [] : [{ file: markdown, content: driftMarkdown(made) }]),
  ];
  for (const { file, content } of files) {
    try {
      const place = path.resolve(session.terminal.folder, file);
      await mkdir(path.dirname(place), { recursive: true });
      await replaceFile(place, content);
    } catch (error) {
      const nextStep = 'Check that you may write there.';
      return failure('unavailable', `${file} could not be written.`, { nextStep, detail: String(error) });
    }
    session.terminal.say(`Written to ${visible(file)}\n`);
  }
  return success(undefined);
}
