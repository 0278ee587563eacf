import { l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type Integrity, type HistoryEntry, type RegistryEvent } from '../../domain/registryChange';
import { exactTime, relativeTime } from '../../workbench/times';

/** "2 h ago · ana · “better recall”", what should be known first in front: that it was taken back, or edited. */
export function eventDescription(entry: HistoryEntry): string {
  const { event } = entry;
  const reason = event.reason === '' ? null : `“${plainLabel(event.reason)}”`;
  const parts = [...marks(entry), relativeTime(event.at), actorWords(event), reason];
  return parts.filter(part => part !== null).join(' · ');
}

/** Who made it. The actor of a change is self-declared. */
export function actorWords(event: RegistryEvent): string {
  return event.action === 'observed' ? l10n.t('someone, elsewhere') : plainLabel(event.actor, 60);
}

/** When it was made; of a change made elsewhere, between which times. */
export function whenWords({ at, observed }: RegistryEvent): string {
  if (observed === undefined) return exactTime(at) ?? '';
  return l10n.t('between {0} and {1}', exactTime(observed.lastSeen) ?? '', exactTime(observed.firstSeen) ?? '');
}

/** Whether the record holds, as a sentence for a card. */
export function integrityWords(integrity: Integrity): string {
  if (integrity === 'edited') return l10n.t('edited after it was written: its hash does not match');
  if (integrity === 'parentMissing') return l10n.t('an event before this one is missing');
  return l10n.t('as it was written');
}

/** What kind of change it is. */
export function actionWords(event: RegistryEvent): string {
  const words: Readonly<Record<RegistryEvent['action'], string>> = {
    stage: l10n.t('stage'),
    alias: l10n.t('alias'),
    rollback: l10n.t('roll back'),
    observed: l10n.t('seen, not made here'),
  };
  return words[event.action];
}

function marks(entry: HistoryEntry): readonly string[] {
  return [
    entry.integrity === 'edited' ? l10n.t('edited') : null,
    entry.integrity === 'parentMissing' ? l10n.t('link broken') : null,
    entry.undoneBy === null ? null : l10n.t('taken back'),
    entry.event.action === 'rollback' ? l10n.t('roll back') : null,
    entry.unrecorded ? l10n.t('not recorded yet') : null,
  ].filter(mark => mark !== null);
}
