import { type Child, element, refill } from './element';

let bubble: HTMLElement | undefined;

/** Shows lines of text beside a point of the window (as pointer events give it), inside the window's edges. */
export function showTooltip(at: { readonly clientX: number; readonly clientY: number }, ...lines: readonly Child[]): void {
  bubble ??= document.body.appendChild(element('div', { class: 'tooltip', role: 'presentation' }));
  refill(bubble, ...lines.map(line => element('div', {}, line)));
  bubble.hidden = false;
  const { offsetWidth, offsetHeight } = bubble;
  const left = Math.min(at.clientX + 12, window.innerWidth - offsetWidth - 8);
  const below = at.clientY + 16;
  const top = below + offsetHeight > window.innerHeight - 8 ? at.clientY - offsetHeight - 8 : below;
  bubble.style.left = `${Math.max(4, left)}px`;
  bubble.style.top = `${Math.max(4, top)}px`;
}

export function hideTooltip(): void {
  if (bubble) bubble.hidden = true;
}
