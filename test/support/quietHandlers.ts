import { vi } from 'vitest';
import { success } from '../../src/base/result';

/** What a report page may ask of its host: it is given the state, and all else is done at once, with nothing to show for it. */
export function quietHandlers<State>(state: State) {
  const done = vi.fn(() => success(undefined));
  return {
    ready: () => success(state),
    rerun: done,
    cancel: done,
    exportHtml: done,
    logToRun: done,
    openJson: done,
    exportJson: done,
    saveFile: done,
    part: () => success(null),
    earlier: () => success(null),
    copyText: vi.fn((_: { readonly text: string }) => success(undefined)),
  };
}
