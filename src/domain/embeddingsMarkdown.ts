import { fourDigits } from '../base/fourDigits';
import { escapeMarkdown } from '../base/escapeMarkdown';
import { type EmbeddingDrift, embeddingMethodWords, embeddingVerdict } from './embeddingDrift';
import { markdownCode } from './markdownCode';
import { shownText } from './shownText';

/** The embeddings of a report as a table for a pull request: all of them, as there are few. Nothing without any. */
export function embeddingsMarkdown(embeddings: readonly EmbeddingDrift[]): readonly string[] {
  if (embeddings.length === 0) return [];
  const head = '| embedding | verdict | method | score |\n| --- | --- | --- | ---: |';
  return [[head, ...embeddings.map(row)].join('\n')];
}

function row(embedding: EmbeddingDrift): string {
  const { name, score, threshold, drifted, reason } = embedding;
  const why = drifted === null && reason !== null ? `: ${escapeMarkdown(shownText(reason))}` : '';
  const scored =
    score === null || threshold === null ? '' : `${fourDigits(score)} ${drifted === true ? '>' : '≤'} ${fourDigits(threshold)}`;
  return `| ${markdownCode(name)} | ${embeddingVerdict(embedding)}${why} | ${embeddingMethodWords(embedding)} | ${scored} |`;
}
