import { columnId } from '../../src/domain/runColumn';
import { type RunKeys } from '../../src/domain/run';
import { element } from '../kit/element';
import { openSearchPick } from '../kit/searchPick';
import { visibleText } from '../kit/visibleText';
import { columnTitle } from './columnWords';

/** What a grouping is called: on the button, and in the list. */
export function groupWord(groupBy: string): string {
  if (groupBy === '') return 'none';
  return groupBy === 'dataset' ? 'dataset' : columnTitle(groupBy).name;
}

/** Everything that runs can be grouped by. */
function groupChoices(keys: RunKeys): readonly string[] {
  return [
    '',
    'dataset',
    'attributes.status',
    'attributes.user_id',
    ...keys.params.map(key => columnId({ kind: 'param', key })),
    ...keys.tags.map(key => columnId({ kind: 'tag', key })),
  ];
}

export function openGroupPick(anchor: HTMLElement, keys: RunKeys, onChoose: (groupBy: string) => void): void {
  openSearchPick(anchor, {
    label: 'Group runs by',
    placeholder: 'search params and tags…',
    items: () =>
      groupChoices(keys).map(groupBy => {
        const word = groupWord(groupBy);
        const kind = groupBy === '' || groupBy === 'dataset' ? '' : (columnTitle(groupBy).kind ?? 'attribute');
        return {
          key: groupBy,
          text: word,
          label: `${kind} ${word}`,
          content: [element('bdi', { class: 'list-name' }, visibleText(word)), element('span', { class: 'list-kind' }, kind)],
        };
      }),
    onChoose,
  });
}
