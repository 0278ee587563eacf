import { l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type EventSpan } from '../../domain/eventSpans';
import { type ModelName, type VersionNumber } from '../../domain/ids';
import { type PlaceAt, type RegistryAt } from '../../domain/registryAt';
import { exactTime } from '../../workbench/times';

/** What was where at a moment, in sentences: "On … flight_delay_model had v4 in Production; Staging: nothing; @champion: v4." */
export function answerWords(model: ModelName, found: RegistryAt, deleted: ReadonlySet<VersionNumber>): string {
  const [when, name] = [exactTime(found.at) ?? '', plainLabel(model)];
  if (found.knownSince === null) return l10n.t('{0}: no stage or alias of {1} was ever changed, so nothing is recorded.', when, name);
  if (found.at < found.knownSince) {
    return l10n.t(
      '{0}: what was in Production of {1} then is not known. Its history begins on {2}.',
      when,
      name,
      exactTime(found.knownSince) ?? '',
    );
  }
  const places = found.places.map(place => placeWords(place, deleted)).join('; ');
  const answer = l10n.t('{0}, {1}: {2}.', when, name, places);
  const flaw =
    found.broken.length === 0 ? null : l10n.t('{0} of the records behind this answer were edited or miss an event.', found.broken.length);
  return flaw === null ? answer : `${answer} ${flaw}`;
}

/** "Production v3 or v4 (changed elsewhere between … and …)". */
function placeWords({ place, alternatives, doubts }: PlaceAt, deleted: ReadonlySet<VersionNumber>): string {
  const name = place.kind === 'stage' ? place.stage : `@${plainLabel(place.alias, 60)}`;
  const sets = alternatives.map(versions => versionsWords(versions, deleted)).join(l10n.t(' or '));
  const [doubt] = doubts;
  return doubt === undefined ? `${name} ${sets}` : `${name} ${sets} (${doubtWords(doubt)})`;
}

function versionsWords(versions: readonly VersionNumber[], deleted: ReadonlySet<VersionNumber>): string {
  if (versions.length === 0) return l10n.t('nothing');
  return versions.map(version => (deleted.has(version) ? l10n.t('v{0} (deleted since)', version) : `v${version}`)).join(', ');
}

function doubtWords({ doubt, earliest, latest }: EventSpan): string {
  const [from, to] = [exactTime(earliest) ?? '', exactTime(latest) ?? ''];
  if (doubt === 'clocks') return l10n.t('the clocks of those who made the changes contradict their order, between {0} and {1}', from, to);
  if (doubt === 'concurrent') return l10n.t('two people changed it at once, between {0} and {1}', from, to);
  return l10n.t('changed elsewhere between {0} and {1}', from, to);
}
