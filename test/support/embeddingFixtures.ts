import { type EmbeddingDrift } from '../../src/domain/embeddingDrift';

/** Embeddings by every method, with each verdict; a name from a set-up is hostile. */
export const embeddingDrifts: readonly EmbeddingDrift[] = [
  {
    name: 'review',
    method: 'model',
    status: 'ok',
    reason: null,
    score: 0.8731,
    threshold: 0.55,
    drifted: true,
    dimensions: 384,
    rows: { reference: 12_000, current: 9500 },
    leftOut: { reference: 0, current: 0 },
    inputs: [
      { name: 'rows learned from', value: 10_750 },
      { name: 'rows judged', value: 10_750 },
    ],
  },
  {
    name: 'a long name of an embedding, with <b>|x|</b> in it',
    method: 'distance',
    status: 'ok',
    reason: 'Rows with a missing or infinite number are left out: 0 of the reference, 12 of the current data.',
    score: 0.0312,
    threshold: 0.0448,
    drifted: false,
    dimensions: 64,
    rows: { reference: 800, current: 788 },
    leftOut: { reference: 0, current: 12 },
    inputs: [
      { name: 'distance', value: 'cosine' },
      { name: 'bootstrap rounds', value: 100 },
    ],
  },
  {
    name: 'image',
    method: 'mmd',
    status: 'not_computable',
    reason: 'The vectors of the reference have 512 numbers, those of the current data 768.',
    score: null,
    threshold: null,
    drifted: null,
    dimensions: 512,
    rows: { reference: 0, current: 0 },
    leftOut: { reference: 0, current: 0 },
    inputs: [],
  },
];
