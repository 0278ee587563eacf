import { type EmbeddingDrift, embeddingMethodWords, embeddingVerdict } from '../../src/domain/embeddingDrift';
import { type DriftReport } from '../../src/drift/contract';
import { element } from '../kit/element';
import { formatApart, formatCount, formatNumber } from '../kit/format';
import { icon } from '../kit/icon';
import { nameText } from '../kit/valueText';
import { visibleText } from '../kit/visibleText';

/** The vectors that were compared as wholes; null if none. */
export function embeddingsSection({ embeddings = [] }: Pick<DriftReport, 'embeddings'>): HTMLElement | null {
  if (embeddings.length === 0) return null;
  const titles = ['Verdict', 'Embedding', 'Method', 'Score', 'Dimensions', 'Vectors', 'Note'];
  const head = titles.map((title, place) => element('th', { scope: 'col', class: place >= 3 && place <= 5 ? 'end' : null }, title));
  return element(
    'section',
    { 'aria-label': 'Embeddings' },
    element('h2', {}, 'Embeddings'),
    element('p', { class: 'muted small' }, 'Vectors compared as wholes. They are not counted in the verdict on the data.'),
    element(
      'table',
      { class: 'compact', 'aria-label': 'Drift of embeddings' },
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...embeddings.map(row)),
    ),
  );
}

/** What the score was made of, and why there is none or rows are left out. */
export function embeddingNote({ inputs, reason }: Pick<EmbeddingDrift, 'inputs' | 'reason'>): string {
  const said = inputs.filter(({ name }) => name !== 'distance');
  const parts = said.map(({ name, value }) => `${name} ${typeof value === 'number' ? formatNumber(value) : value}`).join(', ');
  return [parts === '' ? null : `${parts.charAt(0).toUpperCase()}${parts.slice(1)}.`, reason].filter(part => part !== null).join(' ');
}

function row(embedding: EmbeddingDrift): HTMLElement {
  const { name, dimensions, rows } = embedding;
  const end = (text: string): HTMLElement => element('td', { class: 'end' }, text);
  const isCompared = rows.reference > 0 || rows.current > 0;
  return element(
    'tr',
    {},
    element('td', {}, verdict(embedding)),
    element('th', { scope: 'row' }, nameText(name)),
    element('td', {}, embeddingMethodWords(embedding)),
    end(score(embedding)),
    end(dimensions === 0 ? '–' : formatCount(dimensions)),
    end(isCompared ? `${formatCount(rows.reference)} → ${formatCount(rows.current)}` : '–'),
    element('td', { class: 'muted small' }, visibleText(embeddingNote(embedding))),
  );
}

function verdict(embedding: EmbeddingDrift): HTMLElement {
  const { drifted } = embedding;
  const [mark, sign] =
    drifted === null
      ? (['mark-not-computable', 'question'] as const)
      : drifted
        ? (['mark-drifted', 'warning'] as const)
        : (['mark-no-drift', 'check'] as const);
  return element('span', { class: `mark ${mark}` }, icon(sign), ' ', embeddingVerdict(embedding));
}

/** What was compared with what; with a bootstrap the threshold is what that found. */
function score({ score, threshold, drifted }: EmbeddingDrift): string {
  if (score === null) return '–';
  return threshold === null
    ? formatNumber(score)
    : `${formatApart(score, threshold)} ${drifted === true ? '>' : '≤'} ${formatNumber(threshold)}`;
}
