import { type RankSketch } from '../../numeric/rankSketch';
import { type ColumnSides, type ColumnTask } from '../compareColumn';
import { type ColumnQuality } from '../../domain/columnQuality';
import { type Sample } from '../sample';
import { type DescribedTextsProfile } from './dataProfile';
import { ProfiledPair } from './profiledPair';

/** Of a side that is a profile, what its values do not tell: they stand for others. */
export interface ProfiledSide {
  readonly quality: ColumnQuality;
  /** Distinct values, at least and at most. */
  readonly unique: readonly [number, number];
  /** Exact, where the values are sketched. */
  readonly moments?: { readonly mean: number; readonly deviation: number };
  readonly sketch?: RankSketch;
  /** Of texts that are not kept. */
  readonly descriptors?: DescribedTextsProfile;
  /** Why nothing can be compared with it; absent if something can. */
  readonly refusal?: string;
}

/** The sides of a column of which one or both are sketched, or have no values at all. */
export interface ProfiledSides {
  readonly reference?: ProfiledSide;
  readonly current?: ProfiledSide;
  /** What the reader should know. */
  readonly note?: string;
}

/** Both sides with what a profile knows exactly put in, and a pair that knows its error bounds. */
export function profiledSides(task: ColumnTask, profiled: ProfiledSides, plain: ColumnSides): ColumnSides {
  const { reference, current } = profiled;
  const isSketched = reference?.sketch !== undefined || current?.sketch !== undefined;
  let taken: Pick<ColumnSides, 'reference' | 'current'> | undefined;
  // Taking a sample takes over the values, which windows part before.
  const take = () =>
    (taken ??= {
      reference: plain.reference === null ? null : exactly(plain.reference, reference),
      current: plain.current === null ? null : exactly(plain.current, current),
    });
  return {
    get reference() {
      return take().reference;
    },
    get current() {
      return take().current;
    },
    refusal: reference?.refusal ?? current?.refusal ?? (isSketched ? sketchRefusal(task) : null),
    inMemory: true,
    ...(isSketched ? { times: null } : {}),
    pair: (type, window) => {
      const { reference: before, current: after } = take();
      if (before === null || after === null) throw new Error('A pair needs both sides.');
      if (window === undefined) return new ProfiledPair([before, after, type], profiled);
      return new ProfiledPair([before, window, type], reference === undefined ? {} : { reference });
    },
    quality: {
      ...(reference === undefined ? {} : { reference: reference.quality }),
      ...(current === undefined ? {} : { current: current.quality }),
    },
  };
}

function exactly(sample: Sample, side: ProfiledSide | undefined): Sample {
  if (side === undefined) return sample;
  const unique = side.unique[0];
  if (sample.storage === 'codes') return { ...sample, unique };
  const uniqueBeforeCleaning = unique + sample.uniqueBeforeCleaning - sample.unique;
  return { ...sample, unique, uniqueBeforeCleaning, ...side.moments };
}

/** A sketch has no rows to draw, and bounds for Evidently's scores only. */
function sketchRefusal({ rules }: ColumnTask): string | null {
  if (rules === undefined || rules.profile === 'evidently') return null;
  return `The profile has only a sketch of this column, and the rules of ${rules.profile} would need its values.`;
}
