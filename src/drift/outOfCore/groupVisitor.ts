import { type StretchVisitor } from './mergeStretches';

/** Told of every distinct value of both sides together, in ascending order, with how often each side has it. */
export type GroupVisitor = (value: number | string, reference: number, current: number) => void;

/** Tells of the values of each stretch one by one. */
export function eachValue(visit: GroupVisitor): StretchVisitor {
  return ({ values, reference, current, length }) => {
    for (let k = 0; k < length; k++) visit(values[k] as number | string, reference[k] as number, current[k] as number);
  };
}
