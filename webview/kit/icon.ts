import { svg } from './element';

const shapes = {
  warning: 'M8 1.5 15.2 14.5H.8L8 1.5Zm-.7 5v4h1.4v-4H7.3Zm0 5v1.4h1.4v-1.4H7.3Z',
  check: 'M6.2 12.6 1.9 8.3l1.1-1.1 3.2 3.2 6.8-6.9 1.1 1.1-7.9 8Z',
  question:
    'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 1.3a5.7 5.7 0 1 0 0 11.4A5.7 5.7 0 0 0 8 2.3Zm-.7 8.2h1.4v1.4H7.3v-1.4ZM8 4c1.5 0 2.6.9 2.6 2.2 0 1-.6 1.5-1.2 2-.5.4-.7.6-.7 1.2H7.3c0-1.2.6-1.7 1.2-2.2.5-.4.7-.6.7-1 0-.5-.5-.9-1.2-.9-.8 0-1.3.5-1.3 1.3H5.3C5.3 5 6.4 4 8 4Z',
  dash: 'M3 7.3h10v1.4H3z',
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
