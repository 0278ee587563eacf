import { escapeMarkdown } from '../base/escapeMarkdown';
import { type EmbeddingDrift, embeddingMethodWords } from '../domain/embeddingDrift';
import { type DriftReport } from '../drift/contract';
import { shortNumber, table } from './plainText';

/** The embeddings of a report as text, below its columns; nothing where none was asked for. */
export function embeddingsText({ embeddings = [] }: Pick<DriftReport, 'embeddings'>): readonly string[] {
  if (embeddings.length === 0) return [];
  const rows = embeddings.map(each => [...cells(each), String(each.dimensions), each.reason ?? '']);
  return ['', table(['EMBEDDING', 'METHOD', 'SCORE', 'THRESHOLD', 'VERDICT', 'DIMENSIONS', 'NOTE'], rows)];
}

/** The same as a Markdown table: all of them, as there are few. */
export function embeddingsMarkdown({ embeddings = [] }: Pick<DriftReport, 'embeddings'>): readonly string[] {
  if (embeddings.length === 0) return [];
  const head = '| Embedding | Method | Score | Threshold | Verdict |\n| --- | --- | ---: | ---: | --- |';
  const rows = embeddings.map(each => `| ${markdownCells(each).map(escapeMarkdown).join(' | ')} |`);
  return [`${head}\n${rows.join('\n')}`];
}

function markdownCells(embedding: EmbeddingDrift): string[] {
  const said = cells(embedding);
  return embedding.drifted === null ? [...said.slice(0, -1), embedding.reason ?? 'not computable'] : said;
}

function cells(embedding: EmbeddingDrift): string[] {
  const { name, status, score, threshold, drifted } = embedding;
  const verdict = drifted === null ? status.replaceAll('_', ' ') : drifted ? 'drifted' : 'no drift';
  return [name, embeddingMethodWords(embedding), shortNumber(score), shortNumber(threshold), verdict];
}
