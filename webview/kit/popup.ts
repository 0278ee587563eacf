import { element } from './element';

let open: { readonly node: HTMLElement; readonly close: () => void } | null = null;

/** A panel below a control, over the page. Escape, a click elsewhere or another panel closes it; focus goes back to the control. */
export function openPopup(
  anchor: HTMLElement,
  content: HTMLElement,
  options: { readonly label: string; readonly class?: string },
): () => void {
  open?.close();
  const node = element('div', { class: `popup ${options.class ?? ''}`, role: 'dialog', 'aria-label': options.label }, content);
  const close = (): void => {
    if (open?.node !== node) return;
    open = null;
    document.removeEventListener('pointerdown', outside, true);
    const hadFocus = node.contains(document.activeElement);
    node.remove();
    if (hadFocus) anchor.focus();
  };
  const outside = (event: Event): void => {
    const target = event.target as Node;
    if (!node.contains(target) && !anchor.contains(target)) close();
  };
  node.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  document.addEventListener('pointerdown', outside, true);
  open = { node, close };
  document.body.append(node);
  place(node, anchor);
  return close;
}

/** Whether a panel is open below this control: a second click closes it. */
export function closePopupOf(label: string): boolean {
  if (open?.node.getAttribute('aria-label') !== label) return false;
  open.close();
  return true;
}

function place(node: HTMLElement, anchor: HTMLElement): void {
  const box = anchor.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, window.innerWidth - node.offsetWidth - 8));
  const below = window.innerHeight - box.bottom - 16;
  node.style.left = `${left}px`;
  node.style.top = `${box.bottom + 4}px`;
  node.style.maxHeight = `${Math.max(200, below)}px`;
}
