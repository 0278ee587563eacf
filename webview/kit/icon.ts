import { svg } from './element';

const shapes = {
  warning: 'M8 1.5 15.2 14.5H.8L8 1.5Zm-.7 5v4h1.4v-4H7.3Zm0 5v1.4h1.4v-1.4H7.3Z',
  check: 'M6.2 12.6 1.9 8.3l1.1-1.1 3.2 3.2 6.8-6.9 1.1 1.1-7.9 8Z',
  question:
    'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 1.3a5.7 5.7 0 1 0 0 11.4A5.7 5.7 0 0 0 8 2.3Zm-.7 8.2h1.4v1.4H7.3v-1.4ZM8 4c1.5 0 2.6.9 2.6 2.2 0 1-.6 1.5-1.2 2-.5.4-.7.6-.7 1.2H7.3c0-1.2.6-1.7 1.2-2.2.5-.4.7-.6.7-1 0-.5-.5-.9-1.2-.9-.8 0-1.3.5-1.3 1.3H5.3C5.3 5 6.4 4 8 4Z',
  dash: 'M3 7.3h10v1.4H3z',
  cross: 'M8 6.9 12.3 2.6l1.1 1.1L9.1 8l4.3 4.3-1.1 1.1L8 9.1l-4.3 4.3-1.1-1.1L6.9 8 2.6 3.7l1.1-1.1L8 6.9Z',
  clock: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 1.3a5.7 5.7 0 1 0 0 11.4A5.7 5.7 0 0 0 8 2.3Zm-.7 1.9h1.4v3.5l2.6 2.6-1 1-3-3V4.2Z',
  running: 'M8 2a6 6 0 0 1 5.3 3.2V3h1.3v4.6H10V6.3h2.3A4.7 4.7 0 1 0 12.7 8H14a6 6 0 1 1-6-6Z',
  open: 'M5.7 3.2 10.5 8l-4.8 4.8-1-1L8.5 8 4.7 4.2l1-1Z',
  fold: 'M3.2 5.7 8 10.5l4.8-4.8-1-1L8 8.5 4.2 4.7l-1 1Z',
  down: 'M8 13.5 2.5 8l1-1 3.8 3.8V2.5h1.4v8.3L12.5 7l1 1L8 13.5Z',
  pin: 'M10.2 1.6 14.4 5.8l-1 1-.6-.2-2.6 2.6.1 2.4-1 1-3-3-3.7 3.8-.9-.9L5.4 8.7l-3-3 1-1 2.4.1 2.6-2.6-.2-.6 1-1h1Z',
  up: 'M8 2.5 13.5 8l-1 1L8.7 5.2v8.3H7.3V5.2L3.5 9l-1-1L8 2.5Z',
} as const;

export type IconName = keyof typeof shapes;

/** A small sign before a word; the word says the same, so the sign is hidden from screen readers. */
export function icon(name: IconName): SVGElement {
  return svg(
    'svg',
    { class: `icon icon-${name}`, viewBox: '0 0 16 16', width: 14, height: 14, 'aria-hidden': 'true' },
    svg('path', { d: shapes[name], 'fill-rule': 'evenodd' }),
  );
}
