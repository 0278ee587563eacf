import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodePanels,
  vsCodePanelTab,
  vsCodePanelView,
  vsCodeRadio,
  vsCodeRadioGroup,
  vsCodeTextField,
  type Button,
  type Dropdown,
  type Panels,
  type RadioGroup,
  type TextField,
} from '@vscode/webview-ui-toolkit';
import { type Attributes, type Child, element, fill } from './element';

provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeDropdown(),
  vsCodeOption(),
  vsCodePanels(),
  vsCodePanelTab(),
  vsCodePanelView(),
  vsCodeRadio(),
  vsCodeRadioGroup(),
  vsCodeTextField(),
);

/** One of several values with the words for it. */
export interface Choice {
  readonly value: string;
  readonly text: string;
}

export function button(text: string, onClick: () => void, appearance: 'primary' | 'secondary' = 'secondary'): Button {
  const control = customElement<Button>('vscode-button', { appearance }, text);
  control.addEventListener('click', onClick);
  return control;
}

/** A list of choices that opens; `label` is said by screen readers and stands before it. */
export function dropdown(label: string, choices: readonly Choice[], chosen: string, onChange: (value: string) => void): HTMLElement {
  const options = choices.map(choice =>
    customElement('vscode-option', { value: choice.value, selected: choice.value === chosen }, choice.text),
  );
  const control = customElement<Dropdown>('vscode-dropdown', { 'aria-label': label, title: label }, ...options);
  control.addEventListener('change', () => onChange(control.value));
  return element('div', { class: 'labelled' }, element('span', { class: 'label', 'aria-hidden': 'true' }, label), control);
}

/** All choices side by side, one of them on. */
export function segments(label: string, choices: readonly Choice[], chosen: string, onChange: (value: string) => void): HTMLElement {
  const radios = choices.map(choice => customElement('vscode-radio', { value: choice.value }, choice.text));
  const group = customElement<RadioGroup>(
    'vscode-radio-group',
    { orientation: 'horizontal', 'aria-label': label, value: chosen },
    ...radios,
  );
  let last = chosen;
  group.addEventListener('change', () => {
    if (!group.value || group.value === last) return;
    last = group.value;
    onChange(last);
  });
  return group;
}

/** A line of text. `onInput` hears every change, `onEnter` the Enter key. */
export function textField(options: {
  label: string;
  placeholder: string;
  value: string;
  onInput?: (value: string) => void;
  onEnter?: (value: string) => void;
}): TextField {
  const field = customElement<TextField>('vscode-text-field', {
    'aria-label': options.label,
    placeholder: options.placeholder,
    value: options.value,
  });
  keepLabel(field, options.label);
  field.addEventListener('input', () => options.onInput?.(field.value));
  field.addEventListener('keydown', event => {
    if (event.key === 'Enter') options.onEnter?.(field.value);
  });
  return field;
}

/** The toolkit names a field without a visible label "Text field" whenever it enters the page. */
function keepLabel(field: HTMLElement, label: string): void {
  const restore = (): void => {
    if (field.getAttribute('aria-label') !== label) field.setAttribute('aria-label', label);
  };
  new MutationObserver(restore).observe(field, { attributeFilter: ['aria-label'] });
}

export interface Tab {
  readonly id: string;
  readonly title: string;
  readonly content: HTMLElement;
}

export function tabs(label: string, all: readonly Tab[], activeId: string, onChange: (id: string) => void): HTMLElement {
  const heads = all.map(tab => customElement('vscode-panel-tab', { id: `tab-${tab.id}` }, tab.title));
  const views = all.map(tab => customElement('vscode-panel-view', { id: `view-${tab.id}` }, tab.content));
  const panels = customElement<Panels>('vscode-panels', { 'aria-label': label, activeid: `tab-${activeId}` }, ...heads, ...views);
  panels.addEventListener('change', event => {
    if (event.target === panels) onChange(panels.activeid.replace(/^tab-/, ''));
  });
  return panels;
}

/** The toolkit's elements are not in the browser's own table of tags. */
function customElement<E extends HTMLElement = HTMLElement>(tag: string, attributes: Attributes, ...children: Child[]): E {
  return fill(document.createElement(tag) as E, attributes, children);
}
