/** What may stand inside an element. Strings become text nodes, never markup; null and false are left out. */
export type Child = Node | string | number | null | undefined | false;

/** Attribute values; null, undefined and false leave the attribute out, true sets it empty. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Builds an HTML element. A `style` attribute is not possible under the page's content security policy: use classes. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

/** Builds an SVG element. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

/** Sets attributes and appends children; gives the element back. */
export function fill<E extends Element>(target: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    target.setAttribute(name, value === true ? '' : String(value));
  }
  target.append(...toNodes(children));
  return target;
}

/** Replaces everything inside an element. */
export function refill(target: Element, ...children: Child[]): void {
  target.replaceChildren(...toNodes(children));
}

/** Adds a listener and gives the element back, so that elements can be built in one expression. */
export function on<E extends Element, K extends keyof HTMLElementEventMap>(
  target: E,
  type: K,
  listener: (event: HTMLElementEventMap[K]) => void,
): E {
  target.addEventListener(type, event => listener(event as HTMLElementEventMap[K]));
  return target;
}

function toNodes(children: readonly Child[]): (Node | string)[] {
  return children
    .filter(child => child !== null && child !== undefined && child !== false)
    .map(child => (typeof child === 'number' ? String(child) : child));
}
