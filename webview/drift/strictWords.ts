import { type StrictEffect, type StrictVerdict } from '../../src/drift/contract';
import { type Child, element } from '../kit/element';
import { numberText } from '../kit/valueText';

/** What the profile strict decided by, beside the p-value: pairs of a name and a figure. */
export function strictFigures({ adjustedP, effect, direction, missing }: StrictVerdict): [string, Child][] {
  const figures: [string, Child][] = [
    ['Adjusted p-value', numberText(adjustedP)],
    ['Effect', effectSize(effect)],
  ];
  if (direction !== null) figures.push(['Direction', `the current values lie ${direction}`]);
  if (missing === undefined) return figures;
  return [...figures, ['Missing, adjusted p', numberText(missing.adjustedP)], ['Missing, effect', effectSize(missing.effect)]];
}

function effectSize({ name, value, threshold }: StrictEffect): HTMLElement {
  return element('span', {}, `${name} `, numberText(value), ', enough from ', numberText(threshold));
}
