import { l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { readRowFilter, type RowFilter, rowFilterText } from '../../domain/dataSource';
import { askText, type Choice, pick } from '../../workbench/pick';
import { type DriftRequest } from '../contract';

type Filters = NonNullable<DriftRequest['where']>;
type Side = keyof Filters;

/** Asks of which side and which rows are looked at; undefined when dismissed. */
export async function askRows(title: string, now: Filters): Promise<Filters | undefined> {
  const choices: readonly Choice<Side>[] = [
    { label: l10n.t('Reference data'), description: filterInWords(now.reference), value: 'reference' },
    { label: l10n.t('Current data'), description: filterInWords(now.current), value: 'current' },
  ];
  const side = await pick({ title, placeholder: l10n.t('Rows of which data?') }, choices);
  if (side === undefined) return undefined;
  const before = now[side];
  const text = await askText({
    title,
    prompt: l10n.t('Only these rows: COLUMN=FROM..TO, or a condition over the columns. Empty: all rows.'),
    placeHolder: "day=2026-06-01..2026-07-01 · month = 6 AND origin = 'DEN'",
    value: before === undefined ? '' : rowFilterText(before),
  });
  if (text === undefined) return undefined;
  const { [side]: _, ...other } = now;
  return text.trim() === '' ? other : { ...other, [side]: readRowFilter(text.trim()) };
}

/** Which rows of both sides are looked at, in a few words; null if all are. */
export function rowsInWords({ reference, current }: Filters): string | null {
  const parts = [
    ...(reference === undefined ? [] : [l10n.t('reference data: {0}', filterInWords(reference))]),
    ...(current === undefined ? [] : [l10n.t('current data: {0}', filterInWords(current))]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}

const LONGEST = 60;

function filterInWords(filter: RowFilter | undefined): string {
  return filter === undefined ? l10n.t('all rows') : plainLabel(rowFilterText(filter), LONGEST);
}
