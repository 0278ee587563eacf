import { type Job } from '../../base/protocol';
import { failure, success, type Failure, type Result } from '../../base/result';
import { shownText } from '../../domain/shownText';
import { proxyPath } from './fetchArtifact';
import { type MlflowApi } from './mlflowApi';

/** A file of this machine and its place in the server's own artifact store. */
interface FileToSend {
  readonly file: string;
  readonly place: string;
  /** What it is called where something is said of it. */
  readonly name: string;
  readonly onProgress: (bytes: number) => void;
}

/** Puts a file into the artifact store that the server keeps itself; one that is there is replaced. */
export async function sendFile(api: MlflowApi, { file, place, name, onProgress }: FileToSend, { signal }: Job): Promise<Result<void>> {
  const sent = await api.http.json({
    method: 'PUT',
    path: proxyPath(place),
    body: { kind: 'file', file, contentType: 'application/octet-stream', onProgress },
    repeatable: true,
    signal,
  });
  return sent.ok ? success(undefined) : notSent(name, sent.failure);
}

function notSent(name: string, { reason, message, ...more }: Failure): Result<never> {
  return failure(reason, reason === 'cancelled' ? message : `'${shownText(name)}' could not be copied to the server: ${message}`, more);
}
