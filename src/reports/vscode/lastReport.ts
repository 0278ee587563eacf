import { l10n, ThemeIcon } from 'vscode';
import { type Choice, pick } from '../../workbench/pick';
import { relativeTime } from '../../workbench/times';
import { type ReportLines, type SavedReport, type VersionReportKind } from '../contract';
import { reportIcon } from './reportWords';

interface Words {
  readonly title: string;
  /** The row that asks for a new report. */
  readonly other: string;
}

/**
 * Offers the newest saved report of a version before a new one is made.
 * @returns its path to open it, null for a new one (also where there is none yet), undefined when dismissed.
 */
export async function offerLastReport(
  saved: ReportLines,
  kind: VersionReportKind,
  version: NonNullable<SavedReport['model']>,
  words: Words,
): Promise<string | null | undefined> {
  const last = (await saved.newest(version)).find(line => line.kind === kind);
  if (last === undefined) return null;
  const choices: readonly Choice<string | null>[] = [
    {
      label: l10n.t('Open the last report'),
      description: `${last.summary} · ${relativeTime(last.createdAt)}`,
      iconPath: reportIcon(kind),
      value: last.path,
    },
    { label: words.other, iconPath: new ThemeIcon('add'), value: null },
  ];
  return await pick({ title: words.title, placeholder: l10n.t('There is a saved report') }, choices);
}
