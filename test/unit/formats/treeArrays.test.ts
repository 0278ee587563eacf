import { expect, test } from 'vitest';
import { type FileTree, treeArrays } from '../../../src/formats/treeArrays';

/** Node 0 splits into 3 and 1; node 2 was deleted. */
const tree: FileTree = {
  nodes: 4,
  left: [3, -1, -1, -1],
  right: [1, -1, -1, -1],
  feature: [1, 0, 0, 0],
  threshold: [0.5, 9, 9, 9],
  value: [7, 10, 20, 30],
  cover: [5, 2, 0, 3],
  defaultLeft: [1, 0, 0, 0],
  missingType: [2, 2, 2, 2],
  categories: new Map([[0, Uint32Array.of(6)]]),
};

test('numbers nodes anew from the root and drops deleted ones', () => {
  expect(treeArrays([tree, tree], 2)).toMatchObject({
    treeOffsets: Int32Array.of(0, 3, 6),
    left: Int32Array.of(1, -1, -1, 1, -1, -1),
    right: Int32Array.of(2, -1, -1, 2, -1, -1),
    feature: Int32Array.of(1, 0, 0, 1, 0, 0),
    value: Float64Array.of(0, 30, 10, 0, 30, 10),
    cover: Float64Array.of(5, 3, 2, 5, 3, 2),
    categoryStart: Int32Array.of(0, -1, -1, 1, -1, -1),
    categoryWords: Int32Array.of(1, 0, 0, 1, 0, 0),
    categoryBits: Uint32Array.of(6, 6),
  });
});

test.each([
  ['a child that is not there', { left: [4, -1, -1, -1] }, 'points to a node that is not there'],
  ['a child that is no number', { left: [0.5, -1, -1, -1] }, 'points to a node that is not there'],
  ['a loop', { left: [0, -1, -1, -1] }, 'node 0 is reached twice'],
  ['two ways to one leaf', { right: [3, -1, -1, -1] }, 'node 3 is reached twice'],
  ['a feature out of range', { feature: [2, 0, 0, 0] }, 'splits on feature 2, but the model has 2'],
  ['an infinite leaf', { value: [7, 10, 20, Infinity] }, 'a leaf whose value is no finite number'],
  ['a negative cover', { cover: [5, -2, 0, 3] }, 'a training cover that is negative'],
  ['a cover that is no number', { cover: [NaN, 2, 0, 3] }, 'a training cover that is negative or no finite number'],
])('refuses %s', (_, change, sentence) => {
  expect(() => treeArrays([{ ...tree, ...change }], 2)).toThrow(sentence);
});
