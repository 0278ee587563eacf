import { type Stage } from '../../src/domain/registeredModel';

/** What is deployed first. */
export const STAGE_ORDER: readonly Stage[] = ['Production', 'Staging', 'None', 'Archived'];
