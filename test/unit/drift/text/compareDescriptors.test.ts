import { describe, expect, it } from 'vitest';
import { type TextDescriptor, type TextDescriptorName } from '../../../../src/domain/textDescriptor';
import { type ColumnRules, EVIDENTLY_RULES } from '../../../../src/drift/columnRules';
import { type ColumnTask } from '../../../../src/drift/compareColumn';
import { type DriftColumn } from '../../../../src/drift/contract';
import { type TimeWindows } from '../../../../src/drift/windows/timeWindows';
import { randomNumbers } from '../../../support/randomNumbers';
import { compare, numbers, series, texts } from '../columns';

const WORDS = ['late', 'storm', 'crew', 'fuel', 'gate', 'fog', 'snow', 'strike'];

/** Notes of so many to twice as many words, each with its own number. */
function notes(count: number, least: number, seed = 1): string[] {
  const random = randomNumbers(seed);
  const word = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? '';
  return series(count, k => `${series(least + Math.floor(random() * least), word).join(' ')} ${k}`);
}

function described(
  reference: readonly (string | null)[],
  current: readonly (string | null)[],
  more: Partial<ColumnTask> = {},
): DriftColumn {
  return compare(texts(reference), texts(current), { type: 'text', descriptors: true, ...more });
}

function descriptor(column: DriftColumn, name: TextDescriptorName): TextDescriptor {
  const found = column.descriptors?.find(each => each.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

function withRules(rules: Partial<ColumnRules>): Partial<ColumnTask> {
  return { rules: { ...EVIDENTLY_RULES, ...rules } };
}

describe('descriptors of a text column', () => {
  it('tell that texts became longer where their words are the same, and leave its verdict as it is', () => {
    const [before, after] = [notes(400, 5), notes(300, 8, 2)];
    const column = described(before, after);
    const { descriptors, ...plain } = column;
    expect(descriptors?.map(({ name }) => name)).toEqual([
      'text_length',
      'word_count',
      'sentence_count',
      'non_letter_character_percentage',
    ]);
    expect(plain).toEqual(compare(texts(before), texts(after), { type: 'text' }));
    const words = descriptor(column, 'word_count');
    expect(words).toMatchObject({ status: 'ok', reason: null, method: 'ks', threshold: 0.05, drifted: true, withinNoise: false });
    expect(words.reference.count).toBe(400);
    expect(words.reference.mean).toBeCloseTo(before.reduce((sum, text) => sum + text.split(' ').length - 1, 0) / 400, 10);
    expect(words.current.median).toBe(12);
    expect(words.picture?.kind).toBe('numeric');
    expect(descriptor(column, 'sentence_count')).toMatchObject({
      method: 'z',
      drifted: false,
      reference: { mean: 1, standardDeviation: 0 },
    });
  });

  it('are those of a numeric column: the method by the size of the reference and the distinct values', () => {
    const column = described(notes(1200, 5), notes(300, 5, 2));
    expect(column.descriptors?.map(({ method }) => method)).toEqual(['wasserstein', 'jensenshannon', 'jensenshannon', 'wasserstein']);
  });

  it('count every text as often as it is there, and missing ones not at all', () => {
    const column = described(['a', 'a', 'a', 'a b', null], ['a', null, null]);
    expect(descriptor(column, 'text_length').reference).toEqual({ count: 4, mean: 1.5, standardDeviation: Math.sqrt(0.75), median: 1 });
    expect(descriptor(column, 'word_count').current).toEqual({ count: 1, mean: 1, standardDeviation: 0, median: 1 });
  });

  it('an empty text has no share of characters, and of empty texts alone there is none to compare', () => {
    const column = described(['', '', '!'], ['', '']);
    expect(descriptor(column, 'text_length').current).toEqual({ count: 2, mean: 0, standardDeviation: 0, median: 0 });
    const share = descriptor(column, 'non_letter_character_percentage');
    expect(share.reference).toMatchObject({ count: 1, mean: 100 });
    expect(share).toMatchObject({ status: 'not_computable', reason: 'No text of one side has it.', score: null, drifted: null });
    expect(share.current).toEqual({ count: 0, mean: null, standardDeviation: null, median: null });
  });

  it('are there where the texts themselves cannot be compared', () => {
    const column = described(['to be or', 'not'], ['to be', 'a'], withRules({ profile: 'strict' }));
    expect(column).toMatchObject({ status: 'not_computable', reason: expect.stringContaining('has no test of texts') as string });
    expect(column.descriptors).toHaveLength(4);
  });

  it('words of other scripts are not counted, which is said, and under strict not judged', () => {
    const russian = (count: number): string[] => series(count, k => `поезд опоздал ${k}`);
    const column = described([...russian(60), ...notes(40, 5)], notes(80, 5, 2));
    const words = descriptor(column, 'word_count');
    expect(words).toMatchObject({ status: 'ok', drifted: true, reason: expect.stringContaining('letters A to Z') as string });
    expect(descriptor(column, 'text_length').reason).toBeNull();
    expect(descriptor(described([...russian(40), ...notes(60, 5)], notes(80, 5, 2)), 'word_count').reason).toBeNull();
    const strict = descriptor(described(russian(60), russian(60), withRules({ profile: 'strict' })), 'word_count');
    expect(strict).toMatchObject({ status: 'not_computable', reason: words.reason, drifted: null, reference: { mean: 0 } });
    expect(
      descriptor(
        described(
          series(60, () => '  '),
          series(60, () => '12'),
        ),
        'word_count',
      ).reason,
    ).toBeNull();
  });

  it('say which defects of Evidently they reproduce', () => {
    const sentences = (counts: readonly number[]): string[] =>
      series(120, k => 'It is. '.repeat(counts[k % counts.length] ?? 1) + String(k));
    const found = descriptor(described(sentences([1, 2]), sentences([1, 2, 3])), 'sentence_count');
    expect(found).toMatchObject({ method: 'chisquare', score: 0, drifted: true });
    expect(found.defects).toHaveLength(1);
  });

  it('are not there unless asked for, nor of other columns', () => {
    const values = notes(100, 5);
    expect(compare(texts(values), texts(values), { type: 'text' })).not.toHaveProperty('descriptors');
    expect(compare(texts(values), texts(values), { type: 'categorical', descriptors: true })).not.toHaveProperty('descriptors');
    expect(described(['a', 'b'], [null, null])).not.toHaveProperty('descriptors');
    expect(compare(numbers(series(20, k => k)), numbers(series(20, k => k)), { descriptors: true })).not.toHaveProperty('descriptors');
  });
});

describe('rules of descriptors', () => {
  const [before, after] = [notes(400, 5), notes(400, 8, 2)];

  it('methods and thresholds for all or for numeric columns count; those of the column are of its texts', () => {
    const rules = {
      methods: { numeric: 'psi', text: 'abs_text_content_drift', columns: { x: 'perc_text_content_drift' } },
      thresholds: { all: 50, columns: { x: 0.9 } },
    } as const;
    const column = described(before, after, withRules(rules));
    expect(column).toMatchObject({ method: 'perc_text_content_drift', threshold: 0.9 });
    expect(descriptor(column, 'word_count')).toMatchObject({ method: 'psi', threshold: 50, drifted: false });
    const wrong = described(before, after, withRules({ methods: { all: 'abs_text_content_drift' } }));
    expect(descriptor(wrong, 'word_count').reason).toContain('is not for numeric columns');
  });

  it('strict adjusts over the descriptors and asks for an effect', () => {
    const column = described(before, after, withRules({ profile: 'strict' }));
    const words = descriptor(column, 'word_count');
    expect(words).toMatchObject({
      method: 'ks',
      drifted: true,
      strict: { direction: 'higher', effect: { name: 'K–S gap', threshold: 0.08 } },
    });
    // Of four p-values the least but one is doubled.
    const scores = (column.descriptors ?? []).map(({ score }) => score ?? 1).toSorted((a, b) => a - b);
    const second = column.descriptors?.find(({ score }) => score === scores[1]);
    expect(second?.strict?.adjustedP).toBeCloseTo(2 * (scores[1] ?? 1), 12);
    expect(descriptor(described(before, notes(400, 5, 3), withRules({ profile: 'strict' })), 'word_count').drifted).toBe(false);
  });
});

describe('descriptors by windows', () => {
  /** Notes of three days, which become longer on the last one; some are missing, and some have no time. */
  const days = (least: readonly number[], seed: number): (string | null)[] =>
    least.flatMap((words, day) => notes(120, words, seed + day).map((text, k) => (k % 10 === day ? null : text)));
  const current = days([5, 5, 9], 3);
  const windows: TimeWindows = {
    ranges: [0, 1, 2].map(day => ({ from: day * 864e5, to: (day + 1) * 864e5 })),
    ofRow: Int32Array.from(current, (_, row) => (row % 40 === 39 ? -1 : Math.floor(row / 120))),
    outside: 9,
  };

  it('are scored window by window, by the method of the whole, and the first that drifted is named', () => {
    const column = described(notes(400, 5), current, { windows });
    const words = descriptor(column, 'word_count');
    expect(words).toMatchObject({ method: 'ks', drifted: true, firstDrifted: 2 * 864e5 });
    expect(words.windows?.map(({ drifted }) => drifted)).toEqual([false, false, true]);
    words.windows?.forEach((window, place) => {
      const own = current.filter((_, row) => windows.ofRow[row] === place);
      const alone = descriptor(described(notes(400, 5), own, withRules({ methods: { numeric: 'ks' } })), 'word_count');
      const { score, drifted, noise: ofItself } = alone;
      const { count, mean, standardDeviation } = alone.current;
      const { noise, withinNoise, ...others } = window;
      expect(others).toEqual({ ...windows.ranges[place], count, score, drifted, reason: null, mean, standardDeviation });
      expect(withinNoise).toBe(drifted === false);
      expect((noise ?? NaN) / (ofItself ?? NaN)).toBeCloseTo(1, 0);
    });
    expect(descriptor(column, 'sentence_count').firstDrifted).toBeNull();
  });

  it('do not change what is said of the whole', () => {
    const plain = described(notes(400, 5), current);
    const { descriptors = [] } = described(notes(400, 5), current, { windows });
    expect(descriptors.map(({ windows: _w, firstDrifted: _f, ...rest }) => rest)).toEqual(plain.descriptors);
  });

  it('of empty texts alone say that there is none, and under strict are one family of tests', () => {
    const empty = current.map((text, row) => (windows.ofRow[row] === 1 ? '' : text));
    const share = descriptor(described(notes(400, 5), empty, { windows }), 'non_letter_character_percentage');
    expect(share.windows?.[1]).toMatchObject({ count: 0, score: null, reason: 'The window has no value of this column.' });
    const strict = descriptor(described(notes(400, 5), current, { ...withRules({ profile: 'strict' }), windows }), 'word_count');
    expect(strict.windows?.map(({ drifted }) => drifted)).toEqual([false, false, true]);
  });
});
