import { type EmbeddingDrift, embeddingMethodWords, embeddingVerdict } from '../domain/embeddingDrift';
import { type DriftReport } from '../drift/contract';
import { shortNumber, table } from './plainText';

/** The embeddings of a report as text, below its columns; nothing where none was asked for. */
export function embeddingsText({ embeddings = [] }: Pick<DriftReport, 'embeddings'>): readonly string[] {
  if (embeddings.length === 0) return [];
  const rows = embeddings.map(each => [...cells(each), String(each.dimensions), each.reason ?? '']);
  return ['', table(['EMBEDDING', 'METHOD', 'SCORE', 'THRESHOLD', 'VERDICT', 'DIMENSIONS', 'NOTE'], rows)];
}

function cells(embedding: EmbeddingDrift): string[] {
  const { name, score, threshold } = embedding;
  return [name, embeddingMethodWords(embedding), shortNumber(score), shortNumber(threshold), embeddingVerdict(embedding)];
}
