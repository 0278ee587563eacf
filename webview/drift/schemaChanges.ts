import { type DriftReport } from '../../src/drift/contract';
import { element } from '../kit/element';
import { nameText } from '../kit/valueText';

const words = {
  added: 'only in the current data',
  removed: 'missing from the current data',
  type: 'has another type in the current data',
} as const;

/** Columns that are not the same on both sides; null if all are. */
export function schemaChanges(changes: DriftReport['schemaChanges']): HTMLElement | null {
  if (changes.length === 0) return null;
  const items = changes.map(change => element('li', {}, nameText(change.name), ` ${words[change.change]}`));
  return element(
    'section',
    { 'aria-label': 'Schema changes' },
    element('h2', {}, 'Schema changes'),
    element('ul', { class: 'plain-list' }, ...items),
  );
}
