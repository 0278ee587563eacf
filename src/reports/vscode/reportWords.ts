import { l10n, ThemeIcon } from 'vscode';
import { type ReportKind } from '../contract';

/** What a kind of report is called in a list, before "of flight_delay_model v4". */
export function reportWord(kind: ReportKind): string {
  const words: Readonly<Record<ReportKind, string>> = {
    drift: l10n.t('Drift'),
    explain: l10n.t('Explanation'),
    versions: l10n.t('Versions'),
    monitor: l10n.t('Trend'),
  };
  return words[kind];
}

export function reportIcon(kind: ReportKind): ThemeIcon {
  const icons: Readonly<Record<ReportKind, string>> = { drift: 'pulse', explain: 'lightbulb', versions: 'diff', monitor: 'graph-line' };
  return new ThemeIcon(icons[kind]);
}
