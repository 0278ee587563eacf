import { failure, type FailureReason, type Result, success } from '../base/result';

/**
 * A model file that cannot be used, found deep inside a parser. It never leaves this folder: `readingModelFile` turns it
 * into a failure, so that the parsers stay as short as the formats are.
 */
export class Malformed extends Error {
  constructor(
    message: string,
    readonly nextStep?: string,
    readonly reason: FailureReason = 'unreadable',
  ) {
    super(message);
  }
}

/** The format is understood, but what it says is not explained here. */
export function unsupported(message: string, nextStep?: string): Malformed {
  return new Malformed(message, nextStep, 'unsupported');
}

/** Runs a parser. `Malformed` becomes a failure; anything else is a bug and passes. */
export async function readingModelFile<T>(read: () => Promise<T>): Promise<Result<T>> {
  try {
    return success(await read());
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return failure(error.reason, error.message, error.nextStep === undefined ? {} : { nextStep: error.nextStep });
  }
}
