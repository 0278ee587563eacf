import { countOf } from '../base/countOf';
import { escapeMarkdown } from '../base/escapeMarkdown';
import { fourDigits } from '../base/fourDigits';
import { descriptorsMarkdown } from './descriptorsMarkdown';
import { comparisonSign, datasetVerdict, type JudgedColumn, type JudgedDataset, verdictWords } from './driftVerdict';
import { type EmbeddingDrift } from './embeddingDrift';
import { embeddingsMarkdown } from './embeddingsMarkdown';
import { markdownCode } from './markdownCode';
import { profileWords } from './profileWords';
import { bySeverity } from './severityOrder';
import { shownText } from './shownText';
import { type TextDescriptor } from './textDescriptor';
import { type TogetherDrift } from './togetherDrift';
import { togetherMarkdown } from './togetherMarkdown';

/** More rows than this do not help a reviewer. */
const MOST_ROWS = 25;

interface Column extends JudgedColumn {
  readonly name: string;
  readonly reason: string | null;
  readonly score: number | null;
  readonly threshold: number | null;
  readonly cutoff?: number;
  readonly severity: number | 'Infinity' | null;
  readonly missingChange: { readonly from: number | null; readonly to: number | null; readonly flagged: boolean };
  readonly descriptors?: readonly TextDescriptor[];
}

interface Side {
  readonly files: readonly { readonly path: string }[];
  readonly rows: number;
}

/** The part of a drift report that a reviewer is told. */
interface Reviewed {
  readonly dataset: JudgedDataset;
  readonly columns: readonly Column[];
  readonly reference: Side;
  readonly current: Side;
  readonly profile: Parameters<typeof profileWords>[0]['profile'];
  readonly embeddings?: readonly EmbeddingDrift[];
  readonly together?: TogetherDrift;
  readonly imported?: { readonly tool: string; readonly version: string | null };
}

/**
 * A drift report as a short text for a pull request: the verdict, and the columns that drifted, could not be tested or
 * changed in what is missing, the worst first. The others are counted. Nothing from the data is markup, a link or a mention.
 * @param heading Markdown of one line
 */
export function driftMarkdown(report: Reviewed, heading: string): string {
  const worth = bySeverity(report.columns).filter(isWorthALook);
  const shown = worth.slice(0, MOST_ROWS);
  const steady = report.columns.filter(column => column.drifted === false && !isWorthALook(column)).length;
  const more = worth.length - shown.length;
  const rest = [more > 0 && `${countOf(more, 'more row')} like these`, steady > 0 && `${countOf(steady, 'column')} without drift`].filter(
    part => part !== false,
  );
  const head = '| column | verdict | test | score | missing |\n| --- | --- | --- | ---: | --- |';
  const parts = [
    `### ${heading}`,
    `**${datasetVerdict(report.dataset)}**`,
    facts(report),
    ...(shown.length === 0 ? [] : [[head, ...shown.map(row)].join('\n')]),
    ...(rest.length === 0 ? [] : [`And ${rest.join(', ')}.`]),
    ...descriptorsMarkdown(bySeverity(report.columns)),
    ...embeddingsMarkdown(report.embeddings ?? []),
    ...(report.together === undefined ? [] : togetherMarkdown(report.together)),
  ];
  return parts.join('\n\n');
}

function isWorthALook({ status, drifted, missingChange }: Column): boolean {
  return status === 'not_computable' || drifted === true || missingChange.flagged;
}

function facts(report: Reviewed): string {
  if (report.imported) return `${escapeMarkdown(profileWords(report))}.`;
  const side = (name: string, { files, rows }: Side): string => {
    const [first] = files;
    const others = files.length > 1 ? ` and ${countOf(files.length - 1, 'more file')}` : '';
    return `${name} ${first ? `${markdownCode(fileName(first.path))}${others} ` : ''}(${countOf(rows, 'row')})`;
  };
  return `${side('reference', report.reference)}, ${side('current', report.current)}; ${profileWords(report)}.`;
}

function row(column: Column): string {
  const { name, method, score, missingChange, status, reason } = column;
  const threshold = column.cutoff ?? column.threshold;
  const limit = threshold === null ? '' : ` ${comparisonSign(column)} ${fourDigits(threshold)}`;
  const why = status === 'not_computable' && reason !== null ? `: ${escapeMarkdown(shownText(reason))}` : '';
  const missing = missingChange.flagged ? `${percent(missingChange.from)} → ${percent(missingChange.to)}` : '';
  const cells = [
    `${verdictWords(column)}${why}`,
    method === null ? '' : markdownCode(method),
    score === null || method === null ? '' : `${fourDigits(score)}${limit}`.replaceAll('<', '&lt;'),
    missing,
  ];
  return `| ${[markdownCode(name), ...cells].join(' | ')} |`;
}

function fileName(path: string): string {
  return path.split(/[\\/]/).findLast(part => part !== '') ?? path;
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(1)} %`;
}
