import { expect, test } from 'vitest';
import { type EmbeddingDrift, embeddingVerdict } from '../../../../src/domain/embeddingDrift';
import { driftMarkdown } from '../../../../src/domain/driftMarkdown';
import { embeddingNote, embeddingsSection } from '../../../../webview/drift/embeddingsSection';
import { flightsDriftReport } from '../../../support/reportFixtures';

const model: EmbeddingDrift = {
  name: 'a|b',
  method: 'model',
  status: 'ok',
  reason: 'Rows are left out.',
  score: 0.612,
  threshold: 0.55,
  drifted: true,
  dimensions: 64,
  rows: { reference: 900, current: 897 },
  leftOut: { reference: 0, current: 3 },
  inputs: [{ name: 'rows judged', value: 899 }],
};
const distance: EmbeddingDrift = {
  ...model,
  name: 'd',
  method: 'distance',
  drifted: null,
  score: null,
  threshold: null,
  inputs: [{ name: 'distance', value: 'cosine' }],
};

test('an embedding in words: its verdict, what its score was made of, and why it has none', () => {
  expect([model, { drifted: false }, distance].map(embeddingVerdict)).toEqual(['drifted', 'no drift', 'not computable']);
  expect(embeddingNote(model)).toBe('Rows judged 899. Rows are left out.');
  expect(embeddingNote(distance)).toBe('Rows are left out.');
});

test('there is no section without embeddings', () => {
  expect(embeddingsSection(flightsDriftReport())).toBeNull();
});

test('Markdown has a row for each, its name as code', () => {
  const lines = driftMarkdown({ ...flightsDriftReport(), embeddings: [model, distance] }, 'Drift').split('\n');
  expect(lines).toContain('| `a\\|b` | drifted | model | 0.612 > 0.55 |');
  expect(lines).toContain('| `d` | not computable: Rows are left out\\. | distance (cosine) |  |');
});
