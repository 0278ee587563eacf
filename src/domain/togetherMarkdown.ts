import { fourDigits } from '../base/fourDigits';
import { markdownCode } from './markdownCode';
import { type CorrelationChange, type TogetherDrift } from './togetherDrift';
import { measureName, togetherVerdict } from './togetherWords';

/** The verdict on all columns together for a pull request, and the pairs of columns that depend on each other otherwise. */
export function togetherMarkdown(together: TogetherDrift): readonly string[] {
  const changes = together.correlations.map(line);
  return [`**${togetherVerdict(together)}**`, ...(changes.length === 0 ? [] : [changes.join('\n')])];
}

function line({ columns: [first, second], measure, from, to }: CorrelationChange): string {
  return `- ${measureName(measure)} of ${markdownCode(first)} and ${markdownCode(second)}: ${fourDigits(from)} → ${fourDigits(to)}`;
}
