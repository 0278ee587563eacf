/** How often each row counts, as a bootstrap draws it; null: once each. */
export type RowWeights = ArrayLike<number> | null;
