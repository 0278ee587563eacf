import { success } from '../base/result';
import { modelName } from '../domain/ids';
import { type HistoryEntry, type Integrity } from '../domain/registryChange';
import { command } from './command';
import { movesText } from './movesText';
import { shortTime, table } from './plainText';

const FLAWS: Readonly<Record<Exclude<Integrity, 'whole'>, string>> = {
  edited: 'does not match its hash: it was edited after it was written',
  parentMissing: 'names an event before it that is missing: the chain is broken there',
};

export const history = command({
  words: 'history',
  summary: 'Changes of stages and aliases, newest first.',
  positionals: ['NAME'],
  options: {},
  plan: ([name = '']) =>
    success(session =>
      session.withStore(async store => {
        const found = await store.history(modelName(name));
        if (!found.ok) return found;
        for (const { event, integrity } of found.value) {
          if (integrity !== 'whole') session.terminal.say(`Event ${event.id} ${FLAWS[integrity]}.\n`);
        }
        return success({ json: found.value.map(entry => entry.event), text: historyTable(found.value) });
      }),
    ),
});

function historyTable(entries: readonly HistoryEntry[]): string {
  if (entries.length === 0) return 'No changes are recorded yet.';
  return table(
    ['EVENT', 'WHEN', 'WHO', 'WHAT', 'CHANGE', 'NOTE'],
    entries.map(({ event, undoneBy, unrecorded }) => [
      event.id,
      shortTime(event.at),
      event.actor,
      event.action,
      movesText(event.moves),
      note(event.reason, undoneBy, unrecorded),
    ]),
  );
}

function note(reason: string, undoneBy: string | null, unrecorded: boolean): string {
  const parts = [reason, undoneBy === null ? '' : `taken back by ${undoneBy}`, unrecorded ? 'seen now; recorded with the next change' : ''];
  return parts.filter(part => part !== '').join('; ');
}
