import { element, refill } from './element';

/** A chart that is drawn again whenever its width changes, and for the first time when it becomes visible. */
export function responsiveChart(draw: (width: number) => readonly Element[]): { readonly node: HTMLElement; readonly redraw: () => void } {
  const node = element('div', { class: 'chart' });
  let drawnWidth = 0;
  const redraw = (): void => {
    if (drawnWidth > 0) refill(node, ...draw(drawnWidth));
  };
  new ResizeObserver(() => {
    const width = Math.floor(node.clientWidth);
    if (width === 0 || width === drawnWidth) return;
    drawnWidth = width;
    redraw();
  }).observe(node);
  return { node, redraw };
}
