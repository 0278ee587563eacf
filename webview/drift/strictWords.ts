import { type StrictVerdict } from '../../src/drift/contract';
import { type Child, element } from '../kit/element';
import { numberText } from '../kit/valueText';

/** What the profile strict decided by, beside the p-value: pairs of a name and a figure. */
export function strictFigures({ adjustedP, effect, direction }: StrictVerdict): [string, Child][] {
  const size = element('span', {}, `${effect.name} `, numberText(effect.value), ', enough from ', numberText(effect.threshold));
  const figures: [string, Child][] = [
    ['Adjusted p-value', numberText(adjustedP)],
    ['Effect', size],
  ];
  if (direction !== null) figures.push(['Direction', `the current values lie ${direction}`]);
  return figures;
}
