import path from 'node:path';
import { success } from '../base/result';
import { command } from './command';

/** A working copy of the sample project, as the editor makes it. */
export const sample = command({
  words: 'sample',
  summary: 'Make a working copy of the sample project, or keep the one that is there.',
  positionals: ['FOLDER'],
  options: {},
  plan: ([folder = '']) =>
    success(async ({ terminal, services, job }) => {
      const opened = await services.sample.open({ folder: path.resolve(terminal.folder, folder) }, job);
      if (!opened.ok) return opened;
      return success({ json: opened.value, text: `The sample project is ${opened.value.folder}; its store is ${opened.value.uri}.` });
    }),
});
