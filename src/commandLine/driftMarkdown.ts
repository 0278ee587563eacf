import { escapeMarkdown } from '../base/escapeMarkdown';
import { failureSentence } from '../base/result';
import { driftMarkdown as reportMarkdown } from '../domain/driftMarkdown';
import { type MadeReport } from './madeReport';

/** What came of each comparison, one after the other, for a comment on a pull request. */
export function driftMarkdown(made: readonly MadeReport[]): string {
  return `${made.map(section).join('\n\n')}\n`;
}

function section({ name, report, unkept = [] }: MadeReport): string {
  const heading = `Drift: ${escapeMarkdown(name)}`;
  const failures = unkept.map(each => `\n\n**Not kept.** ${escapeMarkdown(failureSentence(each))}`);
  if (report.ok) return reportMarkdown(report.value, heading) + failures.join('');
  return `### ${heading}\n\n**Not computed.** ${escapeMarkdown(failureSentence(report.failure))}`;
}
