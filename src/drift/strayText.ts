import { shownText } from '../domain/shownText';
import { type Sample } from './sample';

/**
 * What made texts of a column of numbers: the first value that is no number and its row, from 1, as a sentence about
 * one side. Null where the values are numbers, or are none for more than a tenth. O(rows).
 */
export function strayText(sample: Sample, side: 'reference' | 'current'): string | null {
  if (sample.storage === 'numbers') return null;
  const stray = sample.categories.map(category => category.trim() === '' || Number.isNaN(Number(category)));
  let first = -1;
  let count = 0;
  sample.codes.forEach((code, row) => {
    if (stray[code] !== true) return;
    if (count === 0) first = row;
    count++;
  });
  if (count === 0 || count > sample.count / 10) return null;
  const text = `"${shownText(sample.categories[sample.codes[first] as number] as string)}" in row ${first + 1}`;
  const others = count === 1 ? 'is no number' : `and ${count - 1} more are no numbers`;
  return `The ${side} data holds text among its numbers: ${text} ${others}.`;
}
