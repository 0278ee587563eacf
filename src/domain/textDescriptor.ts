import { type ColumnWindow } from './columnWindow';
import { type DistributionPicture } from './distribution';
import { type ScoredVerdict } from './scoredVerdict';

/** What texts are described by, a number each, and what people call it. */
export const textDescriptorNames = {
  text_length: 'Text length',
  word_count: 'Words',
  sentence_count: 'Sentences',
  non_letter_character_percentage: 'Non-letter characters (%)',
} as const;

export type TextDescriptorName = keyof typeof textDescriptorNames;

/** All of them, in the order in which they are shown. */
export const textDescriptorList = Object.keys(textDescriptorNames) as readonly TextDescriptorName[];

/** A descriptor of all texts of a column, compared between both sides as a numeric column is. */
export interface TextDescriptor extends ScoredVerdict {
  readonly name: TextDescriptorName;
  readonly status: 'ok' | 'not_computable';
  /** Why it was not computed, or what the reader should know; null if nothing. */
  readonly reason: string | null;
  readonly reference: DescribedSide;
  readonly current: DescribedSide;
  /** Of the profile `strict`: the p-value adjusted over the descriptors of this column, and the effect. */
  readonly strict?: {
    readonly adjustedP: number;
    readonly effect: { readonly name: string; readonly value: number; readonly threshold: number };
    readonly direction: 'higher' | 'lower' | null;
  };
  /** Where a side is a sketch: between which bounds the score of the data lies. */
  readonly errorBound?: { readonly lowest: number; readonly highest: number };
  /** The windows of the current data, each by the same method, where windows were asked for; and where the first that drifted begins. */
  readonly windows?: readonly ColumnWindow[];
  readonly firstDrifted?: number | null;
  /** Both sides' shares in small. Left out of the command line's JSON. */
  readonly picture?: DistributionPicture;
}

/** One side's texts by one descriptor; the figures are null where no text has it. */
export interface DescribedSide {
  /** Texts that have it: neither missing nor, for a share of characters, empty. */
  readonly count: number;
  readonly mean: number | null;
  readonly standardDeviation: number | null;
  readonly median: number | null;
}
