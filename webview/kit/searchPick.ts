import { textField } from './controls';
import { element, on } from './element';
import { closePopupOf, openPopup } from './popup';
import { type ListItem, VirtualList } from './virtualList';

interface PickOptions {
  readonly label: string;
  readonly placeholder: string;
  /** All items with the text that is searched; asked again after a choice. */
  readonly items: () => readonly (ListItem & { readonly text: string })[];
  readonly onChoose: (key: string) => void;
  /** Several may be checked: the panel stays open. */
  readonly several?: boolean;
}

/** Opens a list with a search field below a button; a second click closes it. */
export function openSearchPick(anchor: HTMLElement, options: PickOptions): void {
  if (closePopupOf(options.label)) return;
  let text = '';
  const show = (): void => {
    const wanted = text.trim().toLowerCase();
    list.setItems(options.items().filter(item => wanted === '' || item.text.toLowerCase().includes(wanted)));
  };
  const list = new VirtualList({
    label: options.label,
    emptyText: 'Nothing has this name.',
    onChoose: key => {
      options.onChoose(key);
      if (options.several) show();
      else close();
    },
  });
  const field = textField({
    label: `Search: ${options.label}`,
    placeholder: options.placeholder,
    value: '',
    onInput: value => {
      text = value;
      show();
    },
  });
  on(field, 'keydown', event => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) list.move(step);
    else if (event.key === 'Enter') list.chooseActive();
    else return;
    event.preventDefault();
  });
  const close = openPopup(anchor, element('div', { class: 'search-pick' }, field, list.node), { label: options.label });
  show();
  field.focus();
}
