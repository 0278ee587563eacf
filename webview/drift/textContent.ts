import { type TextContent } from '../../src/drift/contract';
import { element } from '../kit/element';
import { visibleText } from '../kit/visibleText';

/** The words and texts that tell the two sides apart, the most telling first. */
export function textContent({ words, examples }: TextContent): HTMLElement[] {
  const side = (name: 'reference' | 'current'): HTMLElement =>
    element(
      'div',
      { class: 'detail-block' },
      element('h3', {}, `Characteristic of the ${name === 'reference' ? 'reference' : 'current data'}`),
      element('p', { class: 'prose' }, words[name].length === 0 ? 'No word stands out.' : words[name].map(visibleText).join(', ')),
      examples[name].length > 0 &&
        element('ol', { class: 'plain-list' }, ...examples[name].map(text => element('li', {}, element('bdi', {}, visibleText(text))))),
    );
  return [side('reference'), side('current')];
}
