import { versionsPage, type VersionsReport } from '../../src/versions/contract';
import { type Child, element } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatDuration } from '../kit/format';
import { startReportPage } from '../kit/reportPage';
import { timeText } from '../kit/valueText';
import './versions.css';
import { versionsBody } from './versionsBody';
import { comparisonVerdict, versionsHeading } from './words';

startReportPage<VersionsReport>(versionsPage, {
  heading: versionsHeading,
  verdict: ({ comparison, trend }) =>
    comparison === null ? countOf(trend?.versions.length ?? 0, 'version') : comparisonVerdict(comparison),
  facts,
  body: versionsBody,
  identity: ({ at, request }) => JSON.stringify([at, request]),
});

function facts({ comparison, tookMs, at }: VersionsReport): readonly Child[] {
  return [
    comparison === null ? 'the last value of each source run' : 'metrics and params of the source runs, files by SHA-256',
    `took ${formatDuration(tookMs)}`,
    element('span', {}, 'made ', timeText(at)),
  ];
}
