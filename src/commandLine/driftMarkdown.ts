import { escapeMarkdown } from '../base/escapeMarkdown';
import { failureSentence } from '../base/result';
import { type DriftColumn, type DriftReport } from '../drift/contract';
import { verdictLine } from './driftText';
import { embeddingsMarkdown } from './embeddingsText';
import { type MadeReport } from './madeReport';
import { shortNumber } from './plainText';

/** Columns without drift are counted, not listed: a comment on a pull request is read for what changed. */
export function driftMarkdown(made: readonly MadeReport[]): string {
  return `${made.map(section).join('\n\n')}\n`;
}

function section({ name, report }: MadeReport): string {
  const heading = `### Drift: ${escapeMarkdown(name)}`;
  if (!report.ok) return `${heading}\n\n**Not computed.** ${escapeMarkdown(failureSentence(report.failure))}`;
  const { value } = report;
  const parts = [heading, `**${escapeMarkdown(verdictLine(value))}**`, sides(value), ...changed(value), ...embeddingsMarkdown(value)];
  return parts.join('\n\n');
}

function sides({ reference, current, profile }: DriftReport): string {
  const rows = (count: number): string => count.toLocaleString('en');
  return `Reference ${rows(reference.rows)} rows, current ${rows(current.rows)} rows, ${escapeMarkdown(profile)} rules.`;
}

function changed({ columns }: DriftReport): readonly string[] {
  const shown = columns.filter(
    ({ status, drifted, missingChange }) => status === 'not_computable' || drifted === true || missingChange.flagged,
  );
  if (shown.length === 0) return [];
  const head = '| Column | Test | Score | Threshold | Verdict |\n| --- | --- | ---: | ---: | --- |';
  return [`${head}\n${shown.map(row).join('\n')}`];
}

function row(column: DriftColumn): string {
  const { name, method, score, threshold } = column;
  const cells = [name, method ?? '–', shortNumber(score), shortNumber(threshold), verdict(column)];
  return `| ${cells.map(escapeMarkdown).join(' | ')} |`;
}

function verdict({ drifted, reason, missingChange: { from, to, flagged } }: DriftColumn): string {
  const words = drifted === null ? (reason ?? 'not computable') : drifted ? 'drifted' : 'no drift';
  return flagged ? `${words}; missing ${percent(from)} → ${percent(to)}` : words;
}

function percent(share: number): string {
  return `${shortNumber(100 * share)} %`;
}
