import { call } from '../base/protocol';

/** Host ↔ engine: the working copy of the sample project. */
export const sampleCalls = {
  /** Makes the copy in `folder`, or keeps the one that is there; answers where its database is. */
  open: call<{ folder: string }, { uri: string; folder: string }>('sample/open'),
} as const;
