import { type EmbeddingDrift, embeddingMethodWords, embeddingVerdict } from '../../src/domain/embeddingDrift';
import { type DriftReport } from '../../src/drift/contract';
import { type Child, element } from '../kit/element';
import { formatCount, formatNumber } from '../kit/format';
import { icon } from '../kit/icon';
import { nameText } from '../kit/valueText';
import { visibleText } from '../kit/visibleText';

/** The vectors that were compared as wholes; null if none. */
export function embeddingsSection({ embeddings = [] }: Pick<DriftReport, 'embeddings'>): HTMLElement | null {
  if (embeddings.length === 0) return null;
  const titles = ['Embedding', 'Verdict', 'Method', 'Score', 'Threshold', 'Dimensions', 'Reference', 'Current', 'Note'];
  const head = titles.map((title, place) => element('th', { scope: 'col', class: place >= 3 && place <= 7 ? 'end' : null }, title));
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
  const parts = said.map(({ name, value }) => `${name} ${typeof value === 'number' ? formatNumber(value) : value}`);
  return [parts.length === 0 ? null : `${parts.join(', ')}.`, reason].filter(part => part !== null).join(' ');
}

function row(embedding: EmbeddingDrift): HTMLElement {
  const { name, score, threshold, drifted, dimensions, rows } = embedding;
  const sign = drifted === null ? 'question' : drifted ? 'warning' : 'check';
  const end = (text: string): HTMLElement => element('td', { class: 'end' }, text);
  const number = (value: number | null): HTMLElement => end(value === null ? '–' : formatNumber(value));
  const verdict: readonly Child[] = [icon(sign), ` ${embeddingVerdict(embedding)}`];
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, nameText(name)),
    element('td', {}, ...verdict),
    element('td', {}, embeddingMethodWords(embedding)),
    number(score),
    number(threshold),
    end(formatCount(dimensions)),
    end(formatCount(rows.reference)),
    end(formatCount(rows.current)),
    element('td', { class: 'muted small' }, visibleText(embeddingNote(embedding))),
  );
}
