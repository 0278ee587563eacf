import { success, type Result } from '../../base/result';
import { type ModelName, type VersionNumber } from '../../domain/ids';
import { type HistoryEntry } from '../../domain/registryChange';
import { storeCalls } from '../../store/contract';
import { type Engine } from '../../workbench/engineProcess';

const PAGE = 1000;

/** The versions that a history names and that are deleted by now. Reads the model's versions, a thousand at a time. */
export async function deletedVersions(
  engine: Engine,
  name: ModelName,
  history: readonly HistoryEntry[],
): Promise<Result<ReadonlySet<VersionNumber>>> {
  const moves = history.flatMap(entry => entry.event.moves);
  const named = moves.flatMap(move => (move.kind === 'stage' ? [move.version] : [move.from, move.to]));
  const gone = new Set(named.filter(version => version !== null));
  let page: string | null | undefined;
  while (gone.size > 0 && page !== null) {
    const versions = await engine.ask(storeCalls.listVersions, { name, limit: PAGE, ...(page === undefined ? {} : { page }) });
    if (!versions.ok) return versions;
    for (const { version } of versions.value.items) gone.delete(version);
    page = versions.value.nextPage;
  }
  return success(gone);
}
