import { type EmbeddingSetting } from '../../domain/embeddingDrift';

/**
 * The columns of an embedding among those that are there: `PREFIX*` stands for all that begin so, in their order, unless a
 * column has that very name. Names that fit nothing stay, so that they are missed. Each once.
 */
export function embeddingColumns({ columns }: Pick<EmbeddingSetting, 'columns'>, there: readonly string[]): readonly string[] {
  const known = new Set(there);
  const found = columns.flatMap(name => {
    if (known.has(name) || !name.endsWith('*')) return [name];
    const fitting = there.filter(each => each.startsWith(name.slice(0, -1)));
    return fitting.length === 0 ? [name] : fitting;
  });
  return [...new Set(found)];
}

/** Every column of any embedding: none of them is compared by itself. */
export function allEmbeddingColumns(
  embeddings: Readonly<Record<string, EmbeddingSetting>> | undefined,
  there: readonly string[],
): ReadonlySet<string> {
  return new Set(Object.values(embeddings ?? {}).flatMap(setting => embeddingColumns(setting, there)));
}
