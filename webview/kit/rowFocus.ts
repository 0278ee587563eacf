const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

/** Arrow keys, Page Up and Down, Home and End move the focus between the row buttons of a table body. */
export function moveFocus(body: HTMLElement, event: KeyboardEvent): void {
  const step = steps[event.key];
  const from = (event.target as Element | null)?.closest('.row-button');
  if (step === undefined || !from || event.altKey || event.ctrlKey || event.metaKey) return;
  const all = [...body.querySelectorAll<HTMLElement>('.row-button')];
  const place = all.findIndex(control => control === from);
  const target = all[Math.max(0, Math.min(all.length - 1, place + step))];
  if (!target) return;
  event.preventDefault();
  from.setAttribute('tabindex', '-1');
  target.setAttribute('tabindex', '0');
  target.focus();
}
