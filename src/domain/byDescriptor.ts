import { type TextDescriptorName } from './textDescriptor';

/** A value for every descriptor. */
export type ByDescriptor<Value> = Readonly<Record<TextDescriptorName, Value>>;

/** Makes one for each. */
export function byDescriptor<Value>(make: (name: TextDescriptorName) => Value): ByDescriptor<Value> {
  return {
    text_length: make('text_length'),
    word_count: make('word_count'),
    sentence_count: make('sentence_count'),
    non_letter_character_percentage: make('non_letter_character_percentage'),
  };
}
