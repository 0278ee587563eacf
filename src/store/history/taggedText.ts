export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Bytes of UTF-8 in one tag: MLflow's column has room for 5,000 characters. */
const PART_BYTES = 4500;

/** A text as a tag `KEY`, or, if it is longer than 4,500 bytes, as tags `KEY.1-of-3` and so on with its pieces. */
export function textToTags(key: string, text: string): Tag[] {
  const parts = splitByBytes(text, PART_BYTES);
  if (parts.length === 1) return parts.map(value => ({ key, value }));
  return parts.map((value, index) => ({ key: `${key}.${index + 1}-of-${parts.length}`, value }));
}

/** A text that tags hold, as far as it is there. */
export interface TaggedText {
  /** Without the prefix; it has no '.'. */
  readonly id: string;
  /** null if a part is missing. */
  readonly text: string | null;
  readonly keys: readonly string[];
}

/** The texts of all tags with this prefix, in no order. */
export function textsFromTags(prefix: string, tags: readonly Tag[]): TaggedText[] {
  const parts = new Map<string, Map<number, Tag>>();
  const counts = new Map<string, number>();
  for (const tag of tags) {
    const match = tag.key.startsWith(prefix) ? /^([^.]+)(?:\.(\d{1,4})-of-(\d{1,4}))?$/.exec(tag.key.slice(prefix.length)) : null;
    if (match?.[1] === undefined) continue;
    const its = parts.get(match[1]) ?? new Map<number, Tag>();
    its.set(Number(match[2] ?? 1), tag);
    parts.set(match[1], its);
    counts.set(match[1], Number(match[3] ?? 1));
  }
  return [...parts].map(([id, its]) => {
    const inOrder = [...its].sort(([a], [b]) => a - b).map(([, tag]) => tag);
    const complete = its.size === counts.get(id);
    return { id, text: complete ? inOrder.map(tag => tag.value).join('') : null, keys: inOrder.map(tag => tag.key) };
  });
}

function splitByBytes(text: string, limit: number): string[] {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const character of text) {
    const size = Buffer.byteLength(character);
    if (bytes + size > limit) {
      parts.push(part);
      part = '';
      bytes = 0;
    }
    part += character;
    bytes += size;
  }
  return [...parts, part];
}
