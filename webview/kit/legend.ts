import { element } from './element';

/** Which mark is the reference and which the current data: by colour and by shape. */
export function sidesLegend(): HTMLElement {
  return element('div', { class: 'legend' }, side('reference'), side('current'));
}

function side(name: 'reference' | 'current'): HTMLElement {
  return element('span', { class: 'legend-entry' }, element('span', { class: `swatch swatch-${name}`, 'aria-hidden': 'true' }), name);
}
