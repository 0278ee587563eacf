import { element } from './element';

/** A canvas with sharp pixels on every screen, and the way to draw on it in CSS pixels. */
export function sharpCanvas(width: number, height: number, draw: (context: CanvasRenderingContext2D) => void): HTMLCanvasElement {
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  redrawCanvas(canvas, { width, height }, draw);
  return canvas;
}

/** Clears a canvas and draws on it again. */
export function redrawCanvas(
  canvas: HTMLCanvasElement,
  size: { width: number; height: number },
  draw: (context: CanvasRenderingContext2D) => void,
): void {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(size.width * ratio);
  canvas.height = Math.round(size.height * ratio);
  canvas.style.width = `${size.width}px`;
  canvas.style.height = `${size.height}px`;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(ratio, ratio);
  draw(context);
}
