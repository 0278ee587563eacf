import { type ShareDrift, type StrictEffect, type StrictVerdict } from '../../src/drift/contract';
import { type Child, element } from '../kit/element';
import { numberText } from '../kit/valueText';

/** What the profile strict decided by, beside the p-value: pairs of a name and a figure. */
export function strictFigures({ adjustedP, effect, direction, missing, infinite }: StrictVerdict): [string, Child][] {
  const figures: [string, Child][] = [
    ['Adjusted p-value', numberText(adjustedP)],
    ['Effect', effectSize(effect)],
  ];
  if (direction !== null) figures.push(['Direction', `the current values lie ${direction}`]);
  return [...figures, ...shareFigures('Missing', missing), ...shareFigures('Infinite', infinite)];
}

function shareFigures(name: string, share: ShareDrift | undefined): [string, Child][] {
  if (share === undefined) return [];
  return [
    [`${name}, adjusted p`, numberText(share.adjustedP)],
    [`${name}, effect`, effectSize(share.effect)],
  ];
}

function effectSize({ name, value, threshold }: StrictEffect): HTMLElement {
  return element('span', {}, `${name} `, numberText(value), ', enough from ', numberText(threshold));
}
