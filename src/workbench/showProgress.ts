import { ProgressLocation, window } from 'vscode';
import { type Job } from '../base/protocol';
import { type Result } from '../base/result';

/** Shows how far a job is as a notification with a button that cancels it. One that ends at once shows nothing. */
export async function showProgress<T>(title: string, work: (job: Job) => Promise<Result<T>>): Promise<Result<T>> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return await window.withProgress(options, async (bar, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    let shown = 0;
    return await work({
      signal: cancel.signal,
      progress: ({ done, total, what }) => {
        const percent = total > 0 ? Math.max(shown, (100 * done) / total) : shown;
        bar.report({ message: what, increment: percent - shown });
        shown = percent;
      },
    });
  });
}
