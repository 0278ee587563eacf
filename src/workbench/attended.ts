import { ProgressLocation, window } from 'vscode';
import { type Job, type Progress } from '../base/protocol';
import { type Result } from '../base/result';

const LATE_MS = 1000;

/**
 * Runs a job that the user waits for. What is done within a second shows nothing; what takes longer says how far it is
 * and can be cancelled.
 */
export async function attended<T>(title: string, run: (job: Job) => Promise<Result<T>>): Promise<Result<T>> {
  const stop = new AbortController();
  let last: Progress | null = null;
  let show = (progress: Progress): void => void (last = progress);
  const result = run({ signal: stop.signal, progress: progress => show(progress) });
  if (!(await isLate(result))) return await result;
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return await window.withProgress(options, (notification, token) => {
    token.onCancellationRequested(() => stop.abort());
    let shown = 0;
    show = ({ done, total, what }) => {
      const share = total > 0 ? (100 * done) / total : 0;
      notification.report({ message: what, increment: share - shown });
      shown = share;
    };
    if (last !== null) show(last);
    return result;
  });
}

async function isLate(result: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<true>(resolve => (timer = setTimeout(() => resolve(true), LATE_MS)));
  try {
    return await Promise.race([late, result.then(() => false)]);
  } finally {
    clearTimeout(timer);
  }
}
