import { type Child, element, on } from '../kit/element';
import { chartPng } from './chartPng';

/** What becomes of a chart's picture; null where files cannot be written. */
export type SavePicture = ((name: string, base64: string) => void) | null;

interface FigureParts {
  readonly title: string;
  /** The chart: an element with one SVG in it. */
  readonly chart: HTMLElement;
  /** Beside the title: legend, choices. */
  readonly beside?: readonly Child[];
  /** Below the chart. */
  readonly below?: readonly Child[];
  /** The table behind it. */
  readonly table?: HTMLElement;
  readonly save: SavePicture;
}

/** A chart with its title, what it means in words, the table behind it, and the way to keep it as a picture. */
export function chartFigure(parts: FigureParts): HTMLElement {
  const { title, chart, save } = parts;
  return element(
    'figure',
    {},
    element(
      'figcaption',
      { class: 'chart-head' },
      element('h3', {}, title),
      ...(parts.beside ?? []),
      save && pngButton(title, chart, save),
    ),
    chart,
    ...(parts.below ?? []),
    parts.table,
  );
}

function pngButton(title: string, chart: HTMLElement, save: NonNullable<SavePicture>): HTMLElement {
  const label = `Export “${title}” as PNG`;
  const control = element('button', { type: 'button', class: 'plain-button small png-button', 'aria-label': label, title: label }, 'PNG');
  return on(control, 'click', () => {
    const picture = chart.querySelector('svg');
    if (picture) void chartPng(picture, title).then(base64 => save(title, base64));
  });
}
