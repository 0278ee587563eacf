/** Columns that share a name with a number at the end, as the numbers of one vector do. */
export interface NumberedColumns {
  /** Without the number and what parts it: "emb" of emb_0, emb_1 … */
  readonly name: string;
  /** `PREFIX*` where no other column begins so, else each by its name. */
  readonly columns: readonly string[];
  readonly count: number;
}

/** Fewer are rather a few measurements of one kind than a vector. */
const FEWEST = 8;

/** Which columns look like vectors by their names, in the order of their first ones. O(columns). */
export function numberedColumns(names: readonly string[]): readonly NumberedColumns[] {
  const families = new Map<string, string[]>();
  for (const name of names) {
    const prefix = /^(.*\D)\d+$/su.exec(name)?.[1];
    if (prefix === undefined) continue;
    const family = families.get(prefix);
    if (family === undefined) families.set(prefix, [name]);
    else family.push(name);
  }
  return [...families]
    .filter(([, family]) => family.length >= FEWEST)
    .map(([prefix, family]) => {
      const beginSo = names.filter(name => name.startsWith(prefix)).length;
      const columns = beginSo === family.length && !names.includes(`${prefix}*`) ? [`${prefix}*`] : family;
      return { name: prefix.replace(/(?<=.)[\s_.:[(-]+$/su, ''), columns, count: family.length };
    });
}
