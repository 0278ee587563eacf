import { countOf } from '../base/countOf';
import { fourDigits } from '../base/fourDigits';
import { comparisonSign, verdictWords } from './driftVerdict';
import { markdownCode } from './markdownCode';
import { type TextDescriptor, textDescriptorNames } from './textDescriptor';

/** More rows than this do not help a reviewer. */
const MOST_ROWS = 25;

interface DescribedColumn {
  readonly name: string;
  readonly descriptors?: readonly TextDescriptor[];
}

/** The descriptors that drifted as a table for a pull request; nothing where none did. */
export function descriptorsMarkdown(columns: readonly DescribedColumn[]): readonly string[] {
  const drifted = columns.flatMap(({ name, descriptors = [] }) =>
    descriptors.filter(descriptor => descriptor.drifted === true).map(descriptor => row(name, descriptor)),
  );
  if (drifted.length === 0) return [];
  const head = '| texts of | by | verdict | mean | test | score |\n| --- | --- | --- | --- | --- | ---: |';
  const more = drifted.length - MOST_ROWS;
  return [[head, ...drifted.slice(0, MOST_ROWS)].join('\n'), ...(more > 0 ? [`And ${countOf(more, 'more row')} like these.`] : [])];
}

function row(column: string, descriptor: TextDescriptor): string {
  const { name, method, score, threshold, reference, current } = descriptor;
  const scored = score === null || threshold === null ? '' : `${fourDigits(score)} ${comparisonSign(descriptor)} ${fourDigits(threshold)}`;
  const cells = [
    textDescriptorNames[name],
    verdictWords(descriptor),
    `${mean(reference)} → ${mean(current)}`,
    method === null ? '' : markdownCode(method),
    scored.replaceAll('<', '&lt;'),
  ];
  return `| ${[markdownCode(column), ...cells].join(' | ')} |`;
}

function mean({ mean: value }: TextDescriptor['reference']): string {
  return value === null ? '–' : fourDigits(value);
}
