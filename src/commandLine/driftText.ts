import { driftedWithinNoise, verdictWords } from '../domain/driftVerdict';
import { type DriftColumn, type DriftReport, type StrictVerdict } from '../drift/contract';
import { descriptorsText } from './descriptorsText';
import { embeddingsText } from './embeddingsText';
import { counted, shortNumber, table, visible } from './plainText';
import { togetherText } from './togetherText';
import { firstWindows } from './firstWindows';

/** A drift report as text: verdict, columns with the worst first, what else was noticed. */
export function driftText(report: DriftReport): string {
  const rows = [...report.columns].sort((a, b) => severity(b) - severity(a));
  const headings = ['COLUMN', 'ROLE', 'TYPE', 'METHOD', 'SCORE', 'THRESHOLD', 'VERDICT', 'MISSING', 'NOTE'];
  const importance = report.importanceFrom;
  const parts = [
    verdictLine(report),
    `reference ${counted(report.reference.rows, 'row')}, current ${counted(report.current.rows, 'row')}, ${report.profile} rules, ${shortNumber(report.tookMs / 1000)} s`,
    '',
    importance === undefined
      ? table(headings, rows.map(row))
      : table(
          [...headings.slice(0, -1), 'IMPORTANCE', 'NOTE'],
          rows.map(column => row(column).toSpliced(-1, 0, shortNumber(column.importance))),
        ),
    ...(importance === undefined ? [] : [`importance: mean |SHAP| of ${counted(importance.rows, 'row')}, ${visible(importance.report)}`]),
    ...descriptorsText(report),
    ...embeddingsText(report),
    ...duplicateLines(report),
    ...report.schemaChanges.map(({ name, change }) => `${visible(name)}: ${CHANGES[change]}`),
    ...(report.together === undefined ? [] : togetherText(report.together)),
  ];
  return parts.join('\n');
}

/** Where they were asked for: how many rows of each side are there twice, and which columns. */
function duplicateLines({ duplicates }: DriftReport): string[] {
  if (duplicates === undefined) return [];
  return (['reference', 'current'] as const).flatMap(side => {
    const { rows, share, copies, reason } = duplicates[side];
    const amount = rows === null ? `not counted: ${reason}` : `${rows} (${shortNumber(100 * (share ?? 0))} %)`;
    const copied = (copies ?? []).map(({ name, copyOf }) => `${visible(name)}: in the ${side} data a copy of ${visible(copyOf)}`);
    return [`duplicate rows of the ${side} data: ${amount}`, ...copied];
  });
}

const CHANGES = {
  added: 'only in the current data',
  removed: 'only in the reference data',
  type: 'its type in the files differs',
} as const;

/** The verdict on the dataset in one sentence. */
function verdictLine({ dataset, columns }: DriftReport): string {
  const noisy = driftedWithinNoise(columns);
  const within = noisy === 0 ? '' : `, ${noisy} of them within sampling noise`;
  const of = `${dataset.driftedColumns} of ${counted(dataset.columns, 'feature')} drifted${within}`;
  const skipped = dataset.skipped === 0 ? '' : `, ${dataset.skipped} not tested`;
  const threshold = `${shortNumber(dataset.threshold * 100)} %`;
  if (dataset.drifted === null) return `Dataset drift cannot be said: ${of}${skipped}.`;
  return dataset.drifted
    ? `Dataset drift: ${of}${skipped} (threshold ${threshold}).`
    : `No dataset drift: ${of}${skipped} (below ${threshold}).`;
}

function row(column: DriftColumn): string[] {
  return [
    column.name,
    column.role,
    column.type,
    column.method ?? '–',
    shortNumber(column.score),
    shortNumber(column.cutoff ?? column.threshold),
    verdictWords(column),
    missing(column),
    note(column),
  ];
}

/** What the verdict rests on beside the score, from when on a window drifted, and the reason. */
function note({ strict, windows, reason }: DriftColumn): string {
  const parts = [
    strict === undefined
      ? null
      : `${strict.effect.name} ${shortNumber(strict.effect.value)} (drift from ${shortNumber(strict.effect.threshold)})${direction(strict)}.`,
    firstWindows(windows ?? []),
    reason,
  ];
  return parts.filter(part => part !== null).join(' ');
}

function direction({ direction }: StrictVerdict): string {
  return direction === null ? '' : `, ${direction}`;
}

/** A side that the column is not in, or that has no rows, has no share. */
function missing({ missingChange }: DriftColumn): string {
  const change = `${percent(missingChange.from)} → ${percent(missingChange.to)}`;
  return missingChange.flagged ? `${change} changed` : change;
}

function percent(share: number | null): string {
  return share === null ? '–' : `${shortNumber(100 * share)} %`;
}

function severity(column: DriftColumn): number {
  if (column.severity === null) return -Infinity;
  return column.severity === 'Infinity' ? Infinity : column.severity;
}
