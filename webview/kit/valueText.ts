import { type JsonNumber } from '../../src/base/json';
import { element } from './element';
import { formatFully, formatNumber } from './format';
import { relativeTime } from './relativeTime';
import { visibleText } from './visibleText';

/** A number with 4 significant digits; hovering shows all of them. Absent ones are a dash. */
export function numberText(value: number | null | undefined, format: (value: number) => string = formatNumber): HTMLElement {
  if (value === null || value === undefined) return element('span', { class: 'absent', 'aria-label': 'none' }, '–');
  return element('span', { class: 'number', title: formatFully(value) }, format(value));
}

/** A number as it crossed JSON. */
export function jsonNumberText(value: JsonNumber): HTMLElement {
  return numberText(value === null ? null : Number(value));
}

/** A name from data: isolated, so that its writing direction stays its own; the exact text on hover. */
export function nameText(name: string): HTMLElement {
  return element('bdi', { class: 'name', title: name }, visibleText(name));
}

/** A feature's value or a target: a number, a category's label, or missing. */
export function dataValueText(value: number | string | null | undefined): HTMLElement {
  if (value === null || value === undefined) return element('span', { class: 'absent' }, 'missing');
  return typeof value === 'number' ? numberText(value) : nameText(value);
}

/** A moment: relative, the exact time on hover. */
export function timeText(at: number): HTMLElement {
  const date = new Date(at);
  return element('time', { datetime: date.toISOString(), title: date.toLocaleString() }, relativeTime(at, Date.now()));
}
