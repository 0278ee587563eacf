import { l10n, ThemeColor, ThemeIcon } from 'vscode';
import { fourDigits } from '../../base/fourDigits';
import { oneLine } from '../../base/oneLine';
import { type Run, type RunStatus } from '../../domain/run';
import { type CardFact } from '../../workbench/card';
import { duration, exactTime, relativeTime } from '../../workbench/times';

/** How a run is told in rows, cards and picks: its status always by icon and word or figure, never by colour alone. */

const ICONS: Readonly<Record<RunStatus, readonly [icon: string, color: string]>> = {
  FINISHED: ['pass-filled', 'testing.iconPassed'],
  FAILED: ['error', 'testing.iconFailed'],
  KILLED: ['circle-slash', 'testing.iconSkipped'],
  RUNNING: ['sync~spin', 'charts.blue'],
  SCHEDULED: ['clock', 'descriptionForeground'],
};

export function runIcon(status: RunStatus): ThemeIcon {
  const [icon, color] = ICONS[status];
  return new ThemeIcon(icon, new ThemeColor(color));
}

function statusWord(status: RunStatus): string {
  switch (status) {
    case 'FINISHED':
      return l10n.t('finished');
    case 'FAILED':
      return l10n.t('failed');
    case 'KILLED':
      return l10n.t('stopped');
    case 'RUNNING':
      return l10n.t('running');
    case 'SCHEDULED':
      return l10n.t('scheduled');
  }
}

/** "auc 0.8412 · 3 min ago", "failed · yesterday". */
export function runDescription(run: Run): string {
  const metric = firstMetric(run);
  const first = run.status === 'FINISHED' ? metric : statusWord(run.status);
  return [first, run.startTime === null ? null : relativeTime(run.startTime)].filter(part => part !== null).join(' · ');
}

/** The first metric by name, as "auc 0.8412". */
export function firstMetric(run: Run): string | null {
  const name = Object.keys(run.metrics).sort()[0];
  const value = name === undefined ? undefined : run.metrics[name];
  return name === undefined || value === undefined ? null : `${oneLine(name, 40)} ${fourDigits(value)}`;
}

export function runFacts(run: Run): CardFact[] {
  const took = run.startTime === null || run.endTime === null ? null : duration(run.endTime - run.startTime);
  return [
    [l10n.t('Status'), statusWord(run.status)],
    [l10n.t('Started'), exactTime(run.startTime)],
    [l10n.t('Took'), took],
    [l10n.t('By'), run.userId],
    [l10n.t('Source'), run.tags['mlflow.source.name']],
    [l10n.t('Id'), run.runId],
  ];
}
