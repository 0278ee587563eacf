/** UTF-16 units of JSON in one posted message: at most 1.8 MB of UTF-8. Larger ones make the editor stutter. */
const MOST_UNITS = 600_000;

/** One stretch of a message's JSON. */
interface MessagePart {
  readonly partOf: number;
  readonly place: number;
  readonly count: number;
  readonly text: string;
}

let messages = 0;

/** What is posted for a message: itself, or its JSON in parts where it is long. O(its size). */
export function messageParts(message: object): readonly object[] {
  const text = JSON.stringify(message);
  if (text.length <= MOST_UNITS) return [message];
  const partOf = messages++;
  const count = Math.ceil(text.length / MOST_UNITS);
  return Array.from({ length: count }, (_, place): MessagePart => {
    return { partOf, place, count, text: text.slice(place * MOST_UNITS, (place + 1) * MOST_UNITS) };
  });
}

/** Puts messages together again. Parts of one message follow each other; those of one that never ended are dropped. */
export class MessageAssembler {
  private parts: MessagePart[] = [];

  /** What is posted, as the message that it is or completes; null if more is to come. */
  take(posted: unknown): unknown {
    if (!isPart(posted)) return posted;
    if (posted.place === 0) this.parts = [];
    const { partOf } = this.parts[0] ?? posted;
    if (posted.partOf !== partOf || posted.place !== this.parts.length) return null;
    this.parts.push(posted);
    if (this.parts.length < posted.count) return null;
    const text = this.parts.map(part => part.text).join('');
    this.parts = [];
    return JSON.parse(text);
  }
}

function isPart(posted: unknown): posted is MessagePart {
  return typeof posted === 'object' && posted !== null && 'partOf' in posted && 'text' in posted;
}
