import {
  type DatasetRow,
  type FileFacts,
  type FileRow,
  type MetricRow,
  type SignatureRow,
  type TextRow,
  type VersionComparison,
} from '../../src/versions/contract';
import { type TableColumn } from '../kit/dataTable';
import { element } from '../kit/element';
import { formatCount, formatShare, formatSigned } from '../kit/format';
import { jsonNumberText, nameText, numberText } from '../kit/valueText';
import { visibleText } from '../kit/visibleText';
import { differenceSection } from './differenceSection';
import { fileSize } from './fileSize';
import { sideNames } from './words';

interface Look {
  readonly onlyDifferent: boolean;
}

/** What two versions have in common and what not, a table for each kind of thing. */
export function comparisonSections(comparison: VersionComparison, look: Look): readonly HTMLElement[] {
  const names = sideNames(comparison);
  const shared = { names, ...look };
  return [
    signatureSection(comparison, shared),
    metricSection(comparison, shared),
    textSection(comparison.params, { title: 'Params', noun: 'param', notes: problems(comparison, 'runProblem') }, shared),
    datasetSection(comparison, shared),
    fileSection(comparison, shared),
    textSection(comparison.versionTags, { title: 'Tags of the versions', noun: 'tag', notes: [] }, shared),
    textSection(comparison.runTags, { title: 'Tags of the source runs', noun: 'tag', notes: [] }, shared),
  ];
}

interface Shared extends Look {
  readonly names: readonly [from: string, to: string];
}

type Problem = 'runProblem' | 'datasetsProblem' | 'filesProblem' | 'signatureProblem';

/** Of which side something could not be read, and why. */
function problems(comparison: VersionComparison, kind: Problem): readonly string[] {
  const [from, to] = sideNames(comparison);
  const all: readonly (readonly [string, string | null])[] = [
    [from, comparison.from[kind]],
    [to, comparison.to[kind]],
  ];
  return all.flatMap(([name, problem]) => (problem === null ? [] : [`${name}: ${problem}`]));
}

interface SignaturePlace {
  readonly row: SignatureRow;
  readonly place: 'input' | 'output' | 'param';
  readonly key: string;
  readonly difference: SignatureRow['difference'];
}

function signatureSection(comparison: VersionComparison, { names, onlyDifferent }: Shared): HTMLElement {
  const { signature } = comparison;
  const rows = (['input', 'output', 'param'] as const).flatMap(place =>
    signature[`${place}s`].map((row, index): SignaturePlace => ({ row, place, key: `${place}${index}`, difference: row.difference })),
  );
  const order = signature.verdict === 'orderOnly' ? ['The columns are the same, but in another order.'] : [];
  return differenceSection<SignaturePlace>({
    title: 'Signature',
    noun: 'column',
    names,
    onlyDifferent,
    rows,
    key: ({ key }) => key,
    columns: [
      { title: 'Column', class: 'named', cell: ({ row }) => nameText(row.name), sortKey: ({ row }) => row.name },
      { title: 'Use', cell: ({ place }) => place, sortKey: ({ place }) => place },
      { title: names[0], cell: ({ row }) => typeText(row.from), sortKey: ({ row }) => row.from?.type ?? null },
      { title: names[1], cell: ({ row }) => typeText(row.to), sortKey: ({ row }) => row.to?.type ?? null },
    ],
    notes: [...order, ...problems(comparison, 'signatureProblem')],
    empty: 'There is no signature to compare.',
  });
}

function typeText(column: SignatureRow['from']): HTMLElement {
  if (column === null) return absent();
  const words = [[column.type, column.detail].filter(Boolean).join(' '), column.required ? null : 'optional'];
  return nameText(words.filter(word => word !== null).join(', '));
}

function metricSection(comparison: VersionComparison, { names, onlyDifferent }: Shared): HTMLElement {
  const number = (row: MetricRow, side: 'from' | 'to'): number | null => (row[side] === null ? null : Number(row[side]));
  return differenceSection<MetricRow>({
    title: 'Metrics',
    noun: 'metric',
    names,
    onlyDifferent,
    rows: comparison.metrics,
    key: ({ name }) => name,
    columns: [
      { title: 'Metric', class: 'named', cell: ({ name }) => nameText(name), sortKey: ({ name }) => name },
      { title: names[0], class: 'end', cell: row => jsonNumberText(row.from), sortKey: row => number(row, 'from') },
      { title: names[1], class: 'end', cell: row => jsonNumberText(row.to), sortKey: row => number(row, 'to') },
      { title: 'Change', class: 'end', cell: row => numberText(row.change, formatSigned), sortKey: row => row.change, greatestFirst: true },
      {
        title: 'Relative',
        class: 'end',
        cell: row => numberText(row.relativeChange, signedShare),
        sortKey: row => row.relativeChange,
        greatestFirst: true,
      },
    ],
    notes: problems(comparison, 'runProblem'),
    empty: 'Neither source run has a metric.',
  });
}

function signedShare(share: number): string {
  return share < 0 ? `−${formatShare(-share)}` : share > 0 ? `+${formatShare(share)}` : formatShare(0);
}

function textSection(
  rows: readonly TextRow[],
  words: { readonly title: string; readonly noun: string; readonly notes: readonly string[] },
  { names, onlyDifferent }: Shared,
): HTMLElement {
  return differenceSection<TextRow>({
    ...words,
    names,
    onlyDifferent,
    rows,
    key: ({ name }) => name,
    columns: [
      { title: words.noun === 'tag' ? 'Tag' : 'Param', class: 'named', cell: ({ name }) => nameText(name), sortKey: ({ name }) => name },
      { title: names[0], cell: row => valueText(row.from), sortKey: row => row.from },
      { title: names[1], cell: row => valueText(row.to), sortKey: row => row.to },
    ],
    empty: `There is no ${words.noun} on either side.`,
  });
}

function datasetSection(comparison: VersionComparison, { names, onlyDifferent }: Shared): HTMLElement {
  const columns: readonly TableColumn<DatasetRow>[] = [
    { title: 'Dataset', class: 'named', cell: ({ name }) => nameText(name), sortKey: ({ name }) => name },
    { title: 'Use', cell: ({ context }) => valueText(context), sortKey: ({ context }) => context },
    { title: `Digest in ${names[0]}`, cell: row => valueText(row.fromDigest), sortKey: row => row.fromDigest },
    { title: `Digest in ${names[1]}`, cell: row => valueText(row.toDigest), sortKey: row => row.toDigest },
  ];
  return differenceSection<DatasetRow>({
    title: 'Data',
    noun: 'dataset',
    names,
    onlyDifferent,
    rows: comparison.datasets,
    key: row => JSON.stringify([row.name, row.context, row.fromDigest, row.toDigest]),
    columns,
    notes: problems(comparison, 'datasetsProblem'),
    empty: 'Neither source run noted a dataset.',
  });
}

function fileSection(comparison: VersionComparison, { names, onlyDifferent }: Shared): HTMLElement {
  const { files } = comparison;
  const side = (which: 'from' | 'to', title: string): TableColumn<FileRow> => ({
    title,
    cell: row => fileText(row[which]),
    sortKey: row => row[which]?.size ?? null,
  });
  return differenceSection<FileRow>({
    title: 'Files',
    noun: 'file',
    names,
    onlyDifferent,
    rows: files.rows,
    key: ({ path }) => path,
    columns: [
      { title: 'File', class: 'named', cell: ({ path }) => nameText(path), sortKey: ({ path }) => path },
      side('from', names[0]),
      side('to', names[1]),
    ],
    notes: [...(files.isOneFolder ? ['Both versions load the same folder.'] : []), ...problems(comparison, 'filesProblem')],
    empty: 'No file of either model could be read.',
  });
}

function fileText(facts: FileFacts | null): HTMLElement {
  if (facts === null) return absent();
  return element(
    'span',
    {},
    element('span', { class: 'number', title: `${formatCount(facts.size)} bytes` }, fileSize(facts.size)),
    ' ',
    element('code', { class: 'muted', title: `SHA-256 ${facts.sha256}` }, facts.sha256.slice(0, 8)),
  );
}

function valueText(text: string | null): HTMLElement {
  return text === null ? absent() : element('bdi', { class: 'name', title: text.slice(0, 1000) }, visibleText(text));
}

function absent(): HTMLElement {
  return element('span', { class: 'absent', 'aria-label': 'none' }, '–');
}
